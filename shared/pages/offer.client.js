/* global clearTimeout, history, location, setTimeout, URL */
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

/** Milliseconds in which a second press is taken for the first one's echo. */
const echo = 3000;

/** Sends a form once, however often its button is pressed in a hurry. Sending that failed or was stopped can be tried again. */
const sendOnce = (form) => {
  let wake;
  const rest = () => {
    clearTimeout(wake);
    form.ariaBusy = null;
  };
  form.addEventListener("submit", (event) => {
    if (form.ariaBusy === "true") return event.preventDefault();
    form.ariaBusy = "true";
    // Nothing tells a page that its reader stopped it with Esc.
    wake = setTimeout(rest, echo);
  });
  // A page that comes back from the browser's memory can be sent at once.
  addEventListener("pageshow", rest);
};

/** Lets the button say how much it grants, so that one is enough. */
const sayWhatIsGranted = (form) => {
  const button = form.querySelector("[data-labels]");
  if (!button) return;
  const labels = button.dataset.labels.split("|");
  const update = () => {
    button.textContent = labels[form.querySelectorAll('[type="checkbox"][name="permission"]:checked').length];
  };
  form.addEventListener("change", update);
  // A browser restores what was ticked before the page was left.
  addEventListener("pageshow", update);
  update();
  for (const one of form.querySelectorAll(".without-script")) one.hidden = true;
};

/** Says every time in the reader's own zone. */
const lang = document.documentElement.lang;
const own = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
  ...{ day: "numeric", month: "long", year: "numeric" },
  ...{ hour: "numeric", minute: "2-digit", timeZoneName: "short" },
});
for (const time of document.querySelectorAll("time")) time.textContent = own.format(new Date(time.dateTime));

/** Whether a field has what the server sent. */
const isUntouched = (field) =>
  field.tagName === "SELECT"
    ? [...field.options].every((option) => option.selected === option.defaultSelected)
    : field.checked === field.defaultChecked && field.value === field.defaultValue;

/** Opens another language by its address while nothing would be lost, so that going back sends no form again. */
const changeLanguage = (form) => {
  const own = new URL(form.dataset.seen.replace(/\/seen$/, ""), location);
  if (location.pathname !== own.pathname) return;
  form.addEventListener("submit", (event) => {
    const { name, value } = event.submitter ?? {};
    const fields = [...form.elements].filter((field) => field.matches("input, select"));
    if (name !== "show" || !fields.every(isUntouched)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    own.searchParams.set("lang", value);
    location.assign(own);
  });
};

// What answers a posted form is opened by its address when the reader comes back to it, so that nothing is sent again.
history.replaceState(history.state, "", location.href);

for (const form of document.forms) {
  sayWhatIsGranted(form);
  if (form.dataset.seen) {
    reportSeen(form.dataset.seen);
    changeLanguage(form);
  }
  sendOnce(form);
}
document.querySelector("#errors")?.focus();
