// <button data-copy="#id" data-copied="Copied">: copies the text of that element and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.innerText.trim());
  } catch {
    // Without a secure address there is no clipboard: select the text, so that one key copies it.
    getSelection().selectAllChildren(source);
    return;
  }
  const words = button.querySelector("span") ?? button;
  const status = button.parentElement.querySelector('[role="status"]');
  words.dataset.words ??= words.textContent;
  words.textContent = button.dataset.copied;
  if (status) status.textContent = button.dataset.copied;
  setTimeout(() => {
    words.textContent = words.dataset.words;
    if (status) status.textContent = "";
  }, 3000);
});
