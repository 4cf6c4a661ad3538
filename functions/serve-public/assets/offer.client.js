// Makes the offer page nicer; the page works without it.

/** Tells the server that a person looks at the page: after a gesture, which programs that scan mail do not make. */
const reportSeen = (url) => {
  const gestures = ["pointerdown", "keydown"];
  const report = (event) => {
    if (!event.isTrusted) return;
    for (const gesture of gestures) removeEventListener(gesture, report);
    // Not worth an error to the reader: the answer itself also says that the page was seen.
    fetch(url, { method: "POST", keepalive: true }).catch(() => undefined);
  };
  for (const gesture of gestures) addEventListener(gesture, report, { passive: true });
};

/** Sends a form once, however often its button is pressed. */
const sendOnce = (form) => {
  form.addEventListener("submit", (event) => {
    if (form.ariaBusy === "true") event.preventDefault();
    form.ariaBusy = "true";
  });
  // A page that comes back from the browser's memory can be sent again.
  addEventListener("pageshow", () => {
    form.ariaBusy = null;
  });
};

for (const form of document.forms) {
  if (form.dataset.seen) reportSeen(form.dataset.seen);
  sendOnce(form);
}
document.querySelector("#errors")?.focus();
