// A form is sent once: the second press of a button does nothing. The server holds to it without this, too.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-once]");
  if (!form) return;
  if (form.dataset.sending !== undefined) return event.preventDefault();
  form.dataset.sending = "";
  setTimeout(() => delete form.dataset.sending, 8000);
});

// Back from the next page: the form may be sent again if its writer wishes.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
});
