/* global DOMParser, EventSource, FormData, URL, URLSearchParams, navigator, clearTimeout, location, setInterval, setTimeout */
// The page works without this: forms post, links lead somewhere. With it the page follows what happens by itself.

/** What the server last said of each live part; what differs is replaced, all else keeps its focus and its scrolling. */
const parts = () => document.querySelectorAll("[data-live]");
const drawn = new Map([...parts()].map(({ id, innerHTML }) => [id, innerHTML]));

/** Parts whose mail is still being loaded: the next mail waits, or a stream of them would be seen as none. */
const loading = new Set();

const show = (page) => {
  for (const part of parts()) {
    const fresh = page.getElementById(part.id);
    if (fresh === null || fresh.innerHTML === drawn.get(part.id) || loading.has(part.id)) continue;
    drawn.set(part.id, fresh.innerHTML);
    const open = [...part.querySelectorAll("details[open]")].map(({ id }) => id);
    const scrolled = part.firstElementChild?.scrollTop ?? 0;
    part.replaceChildren(...fresh.childNodes);
    const mail = part.querySelector("iframe");
    if (mail !== null) {
      loading.add(part.id);
      mail.addEventListener("load", () => {
        loading.delete(part.id);
        soon();
      });
    }
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (part.firstElementChild) part.firstElementChild.scrollTop = scrolled;
  }
};

const read = async (response) => show(new DOMParser().parseFromString(await response.text(), "text/html"));

/** The page without the token that it was asked for: nobody needs another one at every change. */
const address = () => {
  const url = new URL(location.href);
  url.searchParams.delete("role");
  return url;
};

let refreshing;
let again = false;
const refresh = async () => {
  again = refreshing !== undefined;
  if (again) return;
  refreshing = fetch(address()).then(read);
  await refreshing.catch(() => undefined);
  refreshing = undefined;
  if (again) soon();
};

/** Many things happen at once when time passes; one look at the end of them is enough. */
let timer;
const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(refresh, 80);
};

addEventListener("submit", async (event) => {
  const form = event.target;
  // Searches and tokens are pages of their own.
  if (form.method === "get") return;
  event.preventDefault();
  const button = event.submitter;
  const body = new URLSearchParams(new FormData(form, button));
  document.body.setAttribute("aria-busy", "true");
  button?.setAttribute("aria-disabled", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body });
    // A refusal comes as the page with the reason on it.
    if (response.ok) await refresh();
    else await read(response);
    form.closest("details")?.removeAttribute("open");
  } finally {
    document.body.removeAttribute("aria-busy");
    button?.removeAttribute("aria-disabled");
  }
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}

const connection = document.getElementById("connection");
if (connection !== null) {
  const stream = new EventSource("/_local/events/stream");
  stream.onopen = () => (connection.textContent = "live");
  stream.onerror = () => (connection.textContent = "not connected");
  stream.onmessage = soon;
  stream.addEventListener("changed", soon);
}

let shown;
let since;
setInterval(() => {
  const clock = document.querySelector("[data-clock]");
  if (clock === null) return;
  if (shown !== clock.dataset.clock) [shown, since] = [clock.dataset.clock, Date.now()];
  const now = new Date(Date.parse(shown) + Date.now() - since).toISOString();
  clock.textContent = now.slice(0, 19).replace("T", " ");
}, 1000);
