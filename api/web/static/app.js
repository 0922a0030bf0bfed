// Small conveniences; every page works without them.
(() => {
  "use strict";

  const typing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey) {
      const search = document.getElementById("q");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
    if (event.key === "Escape") {
      for (const open of document.querySelectorAll("details.menu[open]")) {
        open.open = false;
        open.querySelector("summary").focus();
      }
    }
  });

  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.menu[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
    if (event.target.closest("[data-print]")) window.print();
    const cell = event.target.closest("[data-copy]");
    if (cell && navigator.clipboard) navigator.clipboard.writeText(cell.dataset.copy);
  });

  // Paper takes all rows: the button leads to the whole table, which prints itself once.
  if (location.hash === "#print") {
    history.replaceState(null, "", location.pathname + location.search);
    window.addEventListener("load", () => window.print(), { once: true });
  }

  // «Why» opens beside the list; Esc closes it and the focus returns to the link.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-drawer]");
    const drawer = document.getElementById("drawer");
    if (!link || !drawer || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const body = document.getElementById("drawer-body");
    body.textContent = body.dataset.waiting;
    drawer.showModal();
    drawer.addEventListener("close", () => link.focus(), { once: true });
  });
  document.addEventListener("click", (event) => {
    const drawer = document.getElementById("drawer");
    if (drawer && event.target === drawer) drawer.close();
    const link = event.target.closest("[data-add]");
    const state = document.getElementById("try-state");
    if (!link || !state || !state.value) return;
    const address = new URL(link.href);
    address.searchParams.set("try", `${state.value}|${link.dataset.add}`);
    link.href = address.href;
  }, true);

  // What is tried goes on with every link of the tables, also after it has changed in place.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#rows a[href]");
    const state = document.getElementById("try-state");
    if (!link || !state || link.hasAttribute("data-hx-get")) return;
    const address = new URL(link.href);
    if (address.pathname !== location.pathname) return;
    if (state.value) address.searchParams.set("try", state.value);
    else address.searchParams.delete("try");
    link.href = address.href;
  }, true);
  document.addEventListener("htmx:after:swap", (event) => {
    const source = event.detail?.ctx?.sourceElement;
    if (!source || !source.closest(".to-try, .try-form")) return;
    const field = document.getElementById("try-kind");
    if (field) field.focus({ preventScroll: true });
  });

  // The slider writes its day into the day field beside it; the form is sent when it is let go.
  document.addEventListener("input", (event) => {
    const slider = event.target;
    if (!slider.dataset.dayField) return;
    const day = slider.dataset.days.split(",")[Number(slider.value)];
    document.getElementById(slider.dataset.dayField).value = day;
    slider.setAttribute("aria-valuetext", day);
    for (const shown of slider.labels[0].querySelectorAll("output")) shown.textContent = day;
  });

  // A file may be dropped on the box; the button under it sends the form.
  for (const box of document.querySelectorAll(".drop")) {
    const input = box.querySelector("input[type=file]");
    box.addEventListener("dragover", (event) => {
      event.preventDefault();
      box.classList.add("over");
    });
    box.addEventListener("dragleave", () => box.classList.remove("over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      box.classList.remove("over");
      input.files = event.dataTransfer.files;
    });
  }

  // What is missing is said in the page's own words, not in the browser's language.
  document.addEventListener("invalid", (event) => {
    const node = event.target;
    if (node.validity.valueMissing && node.dataset.missing) {
      node.setCustomValidity(node.dataset.missing);
    }
  }, true);
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      if (event.target.dataset.missing) event.target.setCustomValidity("");
    }, true);
  }

  // Work that takes seconds says that it goes on, and cannot be sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter || form.querySelector("[type=submit]");
    if (button) {
      button.setAttribute("aria-disabled", "true");
      if (button.dataset.busy) button.textContent = button.dataset.busy;
    }
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
