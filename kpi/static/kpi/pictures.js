// Draws the figures. The data is in the page as JSON; the tables under the pictures say the same without script.
// Tooltips are drawn on the canvas: as HTML they would need inline styles, which the page's policy refuses.
(() => {
  "use strict";
  const source = document.getElementById("pictures-drawn");
  if (!source || !window.echarts) return;
  const drawn = JSON.parse(source.textContent);
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const narrow = () => innerWidth < 640;
  const ink = token("--ink"), quiet = token("--ink-2"), line = token("--line"), accent = token("--accent");
  const late = token("--late"), done = token("--done"), paper = token("--paper"), tint = token("--accent-line");
  const shades = ["#1d3f8b", "#3f7cac", "#6b9080", "#a98743", "#8a5a83", "#5f6b7a", "#b5651d", "#2f6f6f"];

  const text = { fontFamily: "Sarabun, Tahoma, sans-serif", fontSize: 14, color: ink };
  const tip = { renderMode: "richText", backgroundColor: paper, borderColor: line, textStyle: text, confine: true };
  const axis = { axisLabel: { ...text, color: quiet }, axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, splitLine: { lineStyle: { color: line } } };
  const percent = { type: "value", min: 0, max: 100, ...axis, axisLabel: { ...axis.axisLabel, formatter: "{value} %" } };
  const base = { animation: !still, textStyle: text, grid: { left: 8, right: 24, top: 28, bottom: 8, containLabel: true } };

  const target = (data, along) => ({
    silent: true, symbol: "none", data: [{ [along]: data.target }],
    lineStyle: { color: done, type: "dashed", width: 2 },
    label: { ...text, color: done, formatter: data.target_label, position: along === "yAxis" ? "insideEndTop" : "start", rotate: 0 },
  });

  const options = {
    months: (data) => ({
      ...base,
      tooltip: { ...tip, trigger: "axis", formatter: ([point]) => `${point.name}\n${data.values[point.dataIndex] === null ? "–" : data.notes[point.dataIndex]}` },
      xAxis: { type: "category", data: data.labels, ...axis },
      yAxis: percent,
      series: [{
        type: "line", data: data.values, connectNulls: false, symbol: "circle", symbolSize: 10,
        lineStyle: { color: accent, width: 3 }, itemStyle: { color: accent },
        label: { show: !narrow(), position: "top", ...text, formatter: (point) => (point.value === null ? "" : `${Math.round(point.value)}`) },
        markLine: target(data, "yAxis"),
      }],
    }),

    speeds: (data) => ({
      ...base,
      tooltip: { ...tip, formatter: (point) => `${point.name}\n${data.notes[point.dataIndex]}` },
      xAxis: percent,
      yAxis: { type: "category", data: data.labels, inverse: true, ...axis, axisLabel: { ...text } },
      series: [{
        type: "bar", barMaxWidth: 28, itemStyle: { color: accent, borderRadius: [0, 4, 4, 0] },
        // A short bar has no room for its words: they stand behind it.
        data: data.values.map((value) => ({ value, label: value < (narrow() ? 75 : 45) ? { position: "right", color: ink } : { position: "insideLeft", color: paper } })),
        label: { show: true, ...text, formatter: (point) => data.notes[point.dataIndex] },
        markLine: target(data, "xAxis"),
      }],
    }),

    dwell: (data) => ({
      ...base,
      grid: [
        { left: 8, right: 24, top: 4, height: 56, containLabel: false },
        { left: 8, right: 112, top: 76, bottom: 34, containLabel: true },
      ],
      legend: { bottom: 0, data: [data.p50_label, data.p90_label], textStyle: text, selectedMode: false },
      tooltip: tip,
      xAxis: [
        { gridIndex: 0, type: "value", max: 100, show: false },
        { gridIndex: 1, type: "value", show: false },
      ],
      yAxis: [
        { gridIndex: 0, type: "category", data: [""], show: false },
        { gridIndex: 1, type: "category", data: data.labels, inverse: true, ...axis, axisLabel: { ...text } },
      ],
      series: [
        ...data.labels.map((label, index) => ({
          name: label, type: "bar", stack: "share", xAxisIndex: 0, yAxisIndex: 0, barWidth: 44,
          data: [{ value: data.shares[index], url: data.urls[index] }],
          itemStyle: { color: shades[index % shades.length], borderColor: paper, borderWidth: 1 },
          label: { show: data.shares[index] >= (narrow() ? 18 : 9), ...text, color: paper, overflow: "truncate", formatter: `${label}\n${data.shares[index].toFixed(0)} %` },
          tooltip: { formatter: `${label}\n${data.shares[index].toFixed(2)} %` },
        })),
        {
          name: "stay", type: "bar", xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: 10, silent: true,
          data: data.p90, itemStyle: { color: tint, borderRadius: 4 }, tooltip: { show: false },
        },
        mark(data, "p50", "circle", accent),
        mark(data, "p90", "diamond", late),
      ],
    }),

    ages: (data) => ({
      ...base,
      tooltip: { ...tip, formatter: (point) => `${point.name}: ${point.value}` },
      xAxis: { type: "category", data: data.labels, ...axis },
      yAxis: { type: "value", minInterval: 1, ...axis },
      series: [{
        type: "bar", data: data.values, barCategoryGap: "12%", itemStyle: { color: accent, borderRadius: [4, 4, 0, 0] },
        label: { show: true, position: "top", ...text, formatter: (point) => point.value || "" },
      }],
    }),
  };

  function mark(data, which, symbol, color) {
    return {
      name: data[`${which}_label`], type: "scatter", xAxisIndex: 1, yAxisIndex: 1, symbol, symbolSize: 14, itemStyle: { color },
      data: data[which].map((value, index) => ({ value: [value, index], url: data.urls[index] })).filter((point) => point.value[0] !== null),
      label: which === "p90" ? { show: true, position: "right", ...text, fontSize: 13, color: quiet, formatter: (point) => data.p90_words[point.value[1]] } : { show: false },
      tooltip: { formatter: (point) => `${data.labels[point.value[1]]}\n${data[`${which}_label`]}: ${data[`${which}_words`][point.value[1]]}` },
    };
  }

  for (const box of document.querySelectorAll("[data-picture]")) {
    const name = box.dataset.picture, data = drawn[name];
    if (!data || !options[name]) continue;
    const chart = window.echarts.init(box, null, { renderer: "canvas" });
    const draw = () => chart.setOption(options[name](data), true);
    draw();
    chart.on("click", (point) => {
      const url = point.data?.url || data.urls?.[point.dataIndex] || data.url;
      if (url) location.assign(url);
    });
    let width = innerWidth;
    addEventListener("resize", () => {
      chart.resize();
      if (width !== innerWidth) draw();
      width = innerWidth;
    });
  }
})();
