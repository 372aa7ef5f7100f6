/* Discreet mode: pages take each other's place in this tab's history, and one gesture leaves the site. */
(() => {
  "use strict";
  const exit = document.querySelector("[data-leave]").href;

  // Leaving. What is put down last tells a page that somebody comes back to by "Back" to show nothing (theme.js).
  const leave = () => {
    document.documentElement.hidden = true;
    try {
      localStorage.clear();
      sessionStorage.clear();
      sessionStorage.setItem("left", exit);
    } catch { /* then nothing was stored here either */ }
    location.replace(exit);
  };
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < 1500), event.timeStamp];
    if (presses.length >= 3) leave();
  });

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    event.preventDefault();
    if ("leave" in link.dataset) leave();
    else location.replace(link.href);
  });

  // A form that is sent by hand adds nothing to the history. The pages of passkeys send theirs themselves: what such
  // a page leaves behind is the log-in page, which names nothing.
  const show = async (response) => {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    history.replaceState(null, "", response.url);
    document.body.replaceWith(page.body);
    window.htmx?.process(document.body);
    scrollTo(0, 0);
    document.querySelector("[data-error-summary]")?.focus();
  };
  const send = async (form, submitter) => {
    const action = new URL(submitter?.getAttribute("formaction") || form.getAttribute("action") || "", location.href);
    const data = new FormData(form, submitter);
    if (form.getAttribute("method")?.toLowerCase() !== "post") {
      action.search = new URLSearchParams(data);
      location.replace(action);
      return;
    }
    try {
      const response = await fetch(action, { method: "POST", body: data, headers: { "X-Discreet": "yes" } });
      const target = response.headers.get("X-Location");
      if (target) location.replace(new URL(target, action));
      else await show(response);
    } catch {
      form.submit();
    }
  };
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.target || document.querySelector("[data-allauth-onload]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
})();
