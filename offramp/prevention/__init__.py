"""Problems solved with their neighbourhoods: scanning, analysis, response, assessment. It holds nothing of persons."""
