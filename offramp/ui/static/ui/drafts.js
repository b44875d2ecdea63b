// <form data-draft-url>: what is typed goes to the server, which seals it for its author. The browser keeps nothing.
const PAUSE = 2500;

for (const form of document.querySelectorAll("form[data-draft-url]")) keep(form);

function keep(form) {
  const status = form.querySelector("[data-saved]");
  let timer = 0;
  let changed = false;
  let sending = false;

  function say(words, state = "") {
    if (!status) return;
    status.dataset.state = state;
    if (status.textContent !== words) status.textContent = words;
  }

  async function save() {
    clearTimeout(timer);
    if (!changed || sending) return;
    changed = false;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        headers: { "X-Autosave": "1" },
        body: new URLSearchParams(body),
        credentials: "same-origin",
        keepalive: true,
      });
      if (answer.status === 204) return say(status.dataset.yes.replace("%s", clock()));
      if (answer.status === 401) return say(status.dataset.out, "late");
      throw new Error(answer.status);
    } catch {
      changed = true;
      say(status.dataset.not, "late");
      timer = setTimeout(save, 4 * PAUSE);
    }
  }

  function clock() {
    return new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  }

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("focusout", save);
  form.addEventListener("submit", () => {
    sending = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  addEventListener("online", save);
  addEventListener("pageshow", () => (sending = false));
}
