// What a visitor takes away: a link, a scenario file, a table, a picture.
import {isoDay} from "./numbers.js";
import {curvesOf} from "./draws.js";

export function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(text instanceof Blob ? text : new Blob([text], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** All metrics month by month: the first draw of both sides as the program plays it, and where there are more their spread. */
export function csv(pairs, metrics) {
  const many = pairs.length > 4;
  const days = pairs[0].mine.days;
  const heads = ["month", "metric", "unit", "yours", "base"];
  if (many) heads.push("draws", ...["yours", "base", "difference"].flatMap((side) => [`${side}_p10`, `${side}_p50`, `${side}_p90`]));
  const lines = [heads.join(",")];
  const cell = (value) => (Number.isFinite(value) ? String(value) : "");
  for (const metric of metrics) {
    const curves = curvesOf(pairs, metric.id);
    for (let step = 0; step < days.length - 1; ++step) {
      const cells = [isoDay(days[step]), metric.id, `"${metric.unit}"`, cell(curves.mine.one[step]), cell(curves.base.one[step])];
      if (many) {
        cells.push(pairs.length);
        for (const side of ["mine", "base", "change"])
          for (const part of ["low", "middle", "high"]) cells.push(cell(curves[side][part][step]));
      }
      lines.push(cells.join(","));
    }
  }
  return lines.join("\n") + "\n";
}

/** Writes text over lines of at most `width`; returns the height that it took. */
function write(pen, text, x, y, width, height) {
  let line = "", top = y;
  for (const word of text.split(" ")) {
    if (line && pen.measureText(`${line} ${word}`).width > width) {
      pen.fillText(line, x, top);
      [line, top] = [word, top + height];
    } else line = line ? `${line} ${word}` : word;
  }
  pen.fillText(line, x, top);
  return top + height - y;
}

/** A picture of the figures that are shown, two beside each other. */
export function picture(figures, title, notes) {
  const style = getComputedStyle(document.documentElement);
  const ink = (name) => style.getPropertyValue(name).trim();
  const ratio = window.devicePixelRatio || 1;
  const wide = 560, gap = 28, margin = 32, across = Math.min(2, figures.length);
  const tall = 470, rows = Math.ceil(figures.length / across);
  const canvas = document.createElement("canvas");
  const width = margin * 2 + across * wide + (across - 1) * gap, height = margin * 2 + 84 + rows * tall;
  canvas.width = width * 2;
  canvas.height = height * 2;
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.fillStyle = ink("--ground");
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = "top";
  pen.fillStyle = ink("--ink");
  pen.font = "600 20px system-ui, sans-serif";
  const used = write(pen, title, margin, margin, width - 2 * margin, 26);
  pen.font = "13px system-ui, sans-serif";
  pen.fillStyle = ink("--soft");
  write(pen, notes, margin, margin + used + 4, width - 2 * margin, 18);
  figures.forEach((figure, number) => {
    const left = margin + (number % across) * (wide + gap), top = margin + 84 + Math.floor(number / across) * tall;
    pen.fillStyle = ink("--ink");
    pen.font = "600 15px system-ui, sans-serif";
    let y = top + write(pen, `${figure.metric.title}, ${figure.metric.unit}`, left, top, wide, 20);
    pen.font = "13px system-ui, sans-serif";
    y += write(pen, figure.finding.textContent, left, y, wide, 17) + 6;
    for (const plot of figure.same ? [figure.plots[0]] : figure.plots) {
      const source = plot.ctx.canvas;
      const high = Math.min((source.height / source.width) * wide, source.height / ratio + 40);
      pen.drawImage(source, left, y, wide, high);
      y += high + 4;
    }
  });
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
