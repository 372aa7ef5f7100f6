/* Small comforts. Every page works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;

  // Theme switch: remembered only while it differs from what the device asks for.
  const device = matchMedia("(prefers-color-scheme: dark)");
  const current = () => root.dataset.theme || (device.matches ? "dark" : "light");
  const remember = (theme) => {
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch { /* then it lasts for this page */ }
  };
  const switches = document.querySelectorAll("[data-theme-switch]");
  const relabel = () => {
    for (const button of switches) {
      const label = current() === "dark" ? button.dataset.toLight : button.dataset.toDark;
      button.setAttribute("aria-label", label);
      button.title = label;
    }
  };
  for (const button of switches) {
    button.addEventListener("click", () => {
      const next = current() === "dark" ? "light" : "dark";
      if (next === (device.matches ? "dark" : "light")) {
        delete root.dataset.theme;
        remember(null);
      } else {
        root.dataset.theme = next;
        remember(next);
      }
      relabel();
    });
  }
  device.addEventListener("change", relabel);
  relabel();

  // A form that is on its way is not sent again; coming back to the page frees it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    setTimeout(() => free(form), 10000);
  });
  const free = (form) => {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  };
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(free));
  // A browser that goes back brings the text of a form, but a new key: the old one says that it is the same form.
  const key = document.querySelector("input[type=hidden][name=key]");
  if (key) {
    if (history.state?.key && performance.getEntriesByType("navigation")[0]?.type === "back_forward") key.value = history.state.key;
    else history.replaceState({ ...history.state, key: key.value }, "");
  }

  // A form that came back with errors: the summary takes the focus.
  document.querySelector("[data-error-summary]")?.focus();

  // Menus close on Escape and on a click elsewhere.
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Moderation: one key chooses an action and offers its words; Enter then sends it.
  const hot = [...document.querySelectorAll("button[data-hotkey]")];
  if (hot.length) {
    const statement = document.querySelector("textarea[name=statement]");
    const reason = document.querySelector("[name=reason]");
    const offered = hot.map((button) => button.dataset.statement || "");
    // What takes something away owes a reason: the list of reasons takes the focus first, and Enter sends from there.
    const owes = (button) => reason?.tagName === "SELECT" && ["", "fine"].includes(reason.value) && !("noReason" in button.dataset);
    let chosen = null;
    const choose = (button) => {
      if (statement && (!statement.value.trim() || offered.includes(statement.value))) {
        statement.value = button.dataset.statement || "";
      }
      (owes(button) ? reason : button).focus();
      chosen = button;
    };
    reason?.addEventListener("blur", () => { chosen = null; });
    reason?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !chosen || owes(chosen)) return;
      event.preventDefault();
      chosen.form.requestSubmit(chosen);
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input:not([type=radio]), textarea, select")) return;
      const button = hot.find((one) => one.dataset.hotkey.toLowerCase() === event.key.toLowerCase());
      if (!button) return;
      event.preventDefault();
      choose(button);
    });
  }

  // Single keys, which can be switched off on this device; none is taken while somebody types.
  const help = document.getElementById("keys");
  const keysOn = help?.querySelector("[data-keys-on]");
  if (keysOn) {
    try { keysOn.checked = localStorage.getItem("keys") !== "off"; } catch { keysOn.checked = true; }
    keysOn.addEventListener("change", () => {
      try {
        if (keysOn.checked) localStorage.removeItem("keys");
        else localStorage.setItem("keys", "off");
      } catch { /* then it lasts for this page */ }
    });
    for (const button of document.querySelectorAll("[data-keys]")) button.addEventListener("click", () => help.showModal());
  }
  // Runs before the keys of moderation, and keeps them too from who switched keys off.
  document.addEventListener("keydown", (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    const types = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
    if (types) return;
    if (help?.open || (keysOn && !keysOn.checked)) {
      event.stopImmediatePropagation();
      return;
    }
    const posts = [...document.querySelectorAll(".posts .post")];
    const at = posts.findIndex((post) => post.contains(document.activeElement));
    const key = event.key.toLowerCase();
    if (key === "?" && help) help.showModal();
    else if (key === "/") document.querySelector("main input[type=search], input[type=search]")?.focus();
    else if (key === "r" && posts.length) {
      const link = posts[at]?.querySelector(".post-foot a");
      if (link) link.click();
      else document.querySelector("#reply textarea")?.focus();
    } else if ((key === "j" || key === "k") && posts.length && !document.querySelector("[data-queue-link], [data-hotkey]")) {
      // From nowhere, on from the post in view.
      const seen = posts.findIndex((post) => post.getBoundingClientRect().bottom > 0);
      const next = at < 0 ? Math.max(0, seen) : Math.min(posts.length - 1, Math.max(0, at + (key === "j" ? 1 : -1)));
      posts[next].tabIndex = -1;
      posts[next].focus({ preventScroll: true });
      posts[next].scrollIntoView();
    } else return;
    event.preventDefault();
  }, true);

  // The queue: one key goes from item to item, marks one, or presses the button that bears it.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    const press = document.querySelector(`button[data-press="${CSS.escape(event.key.toLowerCase())}"]`);
    if (press) {
      event.preventDefault();
      press.click();
      return;
    }
    const links = [...document.querySelectorAll("[data-queue-link]")];
    const step = { j: 1, k: -1, x: 0 }[event.key.toLowerCase()];
    if (!links.length || step === undefined) return;
    event.preventDefault();
    const at = links.findIndex((link) => link.closest("li").contains(document.activeElement));
    if (step) links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))].focus();
    else links[at]?.closest("li").querySelector("input[type=checkbox]")?.click();
  });

  // A form that a script could not send goes the way it goes without one: to the page that says what is wrong.
  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.requestConfig.triggeringEvent?.type === "submit") detail.elt.closest("form")?.submit();
    else if (detail.elt.matches("button[form]")) detail.elt.form.requestSubmit(detail.elt);
  });
})();
