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
    const name = title ? title.textContent.trim() : "";
    return { body, name, rows: rows.map((row) => ({ row, text: plain([title ? title.textContent : "", ...said(row)].join(" | ")) })) };
  });
  const all = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("output");
  label.className = "pm-filter";
  input.type = "search";
  label.append(`${region.dataset.filter} `, input, " ", count);
  region.before(label);
  const choices = [];
  const choose = (name, words, said) => {
    const field = document.createElement("label");
    const select = document.createElement("select");
    field.className = "pm-filter";
    select.append(new Option(region.dataset.all, ""), ...words.map((word) => new Option(word, word)));
    field.append(`${name}: `, select);
    region.before(field);
    choices.push({ select, said });
    select.addEventListener("input", () => show());
  };
  const word = (row, n) => (row.cells[n].firstChild ? row.cells[n].firstChild.textContent.trim() : "");
  [...table.tHead.rows[0].cells].forEach((head, n) => {
    if (!("choose" in head.dataset)) return;
    const listed = (row) => (head.dataset.choose === "several" ? word(row, n).split("; ") : [word(row, n)]);
    const words = [...new Set(groups.flatMap((group) => group.rows.flatMap(({ row }) => listed(row))))].filter(Boolean);
    if (words.length > 1) choose(heads[n], words, listed);
  });
  if (choices.length && groups.length > 1) choose(region.dataset.part, groups.map((group) => group.name), (row, group) => [group.name]);
  const show = () => {
    const wanted = plain(input.value);
    let left = 0;
    for (const group of groups) {
      let here = 0;
      for (const { row, text } of group.rows) {
        row.hidden = !text.includes(wanted) || choices.some(({ select, said }) => select.value && !said(row, group).includes(select.value));
        here += !row.hidden;
      }
      group.body.hidden = here === 0;
      left += here;
    }
    count.textContent = left < all ? region.dataset.shown.replace("#", left).replace("#", all) : "";
  };
  input.addEventListener("input", show);
  addEventListener("hashchange", () => { input.value = ""; for (const { select } of choices) select.value = ""; show(); const aim = document.getElementById(decodeURIComponent(location.hash.slice(1))); if (aim) aim.scrollIntoView(); });
}
