// The tables can be read without this; with it, a press on a heading sorts by its column.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const language = document.documentElement.lang;
  heads.forEach((head, place) => {
    const isNumber = head.classList.contains("number");
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const key = (row) => {
      const cell = row.cells[place];
      if (!isNumber) return cell.textContent.trim();
      return cell.dataset.sort === undefined ? NaN : Number(cell.dataset.sort);
    };
    button.addEventListener("click", () => {
      const is = head.getAttribute("aria-sort");
      const to = is === (isNumber ? "descending" : "ascending")
        ? (isNumber ? "ascending" : "descending") : (isNumber ? "descending" : "ascending");
      const way = to === "ascending" ? 1 : -1;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", to);
      const rows = [...table.tBodies[0].rows].map((row) => [key(row), row]);
      rows.sort(([a], [b]) => {
        if (!isNumber) return way * a.localeCompare(b, language);
        if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
        return way * (a - b);
      });
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}
