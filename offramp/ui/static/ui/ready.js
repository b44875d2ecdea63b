// Says that scripts run, so that what needs them may show; and moves focus to a summary of errors.
document.documentElement.dataset.js = "";
document.querySelector("[data-focus]")?.focus();
