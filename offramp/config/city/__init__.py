"""The training city: an invented population in an Edmonton-shaped city. Nobody in it is a real person.

`ground` builds the places, agencies and staff; `lives` writes what happens to people as scripts of steps;
`writers` turn steps into the rows the public actions would write; `loading` puts the rows into the database.
"""
