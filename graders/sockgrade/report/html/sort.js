for (const heading of document.querySelectorAll("table.class thead th")) {
  heading.querySelector("button").addEventListener("click", () => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of heading.parentNode.children) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = [...heading.closest("table").tBodies].at(-1); // what stands before it stays there
    const value = row => row.cells[heading.cellIndex].dataset.value ?? row.cells[heading.cellIndex].textContent;
    const rows = [...body.rows].sort((one, other) => value(one).localeCompare(value(other), undefined, { numeric: true }));
    body.append(...(down ? rows.reverse() : rows));
  });
}
