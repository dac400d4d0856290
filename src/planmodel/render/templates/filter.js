"use strict";
for (const region of document.querySelectorAll(".pm-table[data-filter]")) {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLowerCase().replace(/đ/g, "d");
  const table = region.querySelector("table");
  const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
  const said = (row) => [...row.cells].map((cell, n) =>
    cell.classList.contains("pm-cell") && cell.textContent.trim() ? `${cell.textContent} ${heads[n]}` : cell.textContent);
  const groups = [...table.tBodies].map((body) => {
    const title = body.querySelector(".pm-group");
    const rows = [...body.rows].filter((row) => row !== title);
    return { body, rows: rows.map((row) => ({ row, text: plain([title ? title.textContent : "", ...said(row)].join(" | ")) })) };
  });
  const all = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("output");
  label.className = "pm-filter";
  input.type = "search";
  label.append(`${region.dataset.filter} `, input, " ", count);
  region.before(label);
  const show = () => {
    const wanted = plain(input.value);
    let left = 0;
    for (const group of groups) {
      let here = 0;
      for (const { row, text } of group.rows) {
        row.hidden = !text.includes(wanted);
        here += !row.hidden;
      }
      group.body.hidden = here === 0;
      left += here;
    }
    count.textContent = wanted ? region.dataset.shown.replace("#", left).replace("#", all) : "";
  };
  input.addEventListener("input", show);
  addEventListener("hashchange", () => { input.value = ""; show(); const aim = document.getElementById(decodeURIComponent(location.hash.slice(1))); if (aim) aim.scrollIntoView(); });
}
