'use strict';
// The page is complete without this script: it adds tabs, sorting, charts that answer to the pointer, and maps.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const css = name => getComputedStyle(root).getPropertyValue(name).trim();
  // seven colours; from the eighth model on once more, with diamonds for dots
  const ink = number => css('--c' + number % 7);
  const dot = number => number < 7 ? 'circle' : 'diamond';
  const finite = value => typeof value === 'number' && isFinite(value);
  const text = value => finite(value) ? value.toFixed(3).replace(/^-/, '\u2212') : '\u2013';
  const escaped = value => String(value).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
  root.classList.add('script');

  // ---- light and dark
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  const toggle = $('#theme');
  toggle.hidden = false;
  const named = () => { toggle.textContent = isDark() ? 'Light' : 'Dark'; };
  toggle.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; named(); redraw(); });
  system.addEventListener('change', () => { named(); redraw(); });
  named();

  // ---- charts
  const frame = () => ({
    animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: css('--soft') }, aria: { enabled: true },
    tooltip: { confine: true, backgroundColor: css('--panel'), borderColor: css('--line'), textStyle: { color: css('--ink'), fontSize: 13 } },
    legend: { top: 0, left: 0, type: 'scroll', itemWidth: 14, itemHeight: 10, itemGap: 14, textStyle: { color: css('--ink') }, pageTextStyle: { color: css('--soft') }, pageIconColor: css('--accent') },
  });
  const axis = (name, more) => Object.assign({
    type: 'value', name, nameLocation: 'middle', nameGap: 30, nameTextStyle: { color: css('--soft') }, axisLine: { lineStyle: { color: css('--soft') } },
    axisLabel: { color: css('--soft') }, splitLine: { lineStyle: { color: css('--line') } },
  }, more);
  const short = (name, width) => name.length > width ? name.slice(0, width - 1) + '\u2026' : name;

  const kinds = {
    intervals(chart, width) {
      const names = [...new Set(chart.rows.flatMap(row => row.estimates.map(e => e.label)))];
      const count = Math.max(1, names.length), narrow = width < 560;
      const longest = Math.max(...chart.rows.map(row => row.label.length), 3);
      const left = Math.min(narrow ? 96 : 190, 16 + 7.5 * longest);
      const series = names.flatMap((name, k) => {
        const points = [], whiskers = [];
        let colour = 0;
        chart.rows.forEach((row, r) => row.estimates.filter(e => e.label === name).forEach(e => {
          const y = r + (k + 1) / (count + 1);
          colour = e.colour;
          if (finite(e.mean)) points.push({ value: [e.mean, y], row: row.label, low: e.low, high: e.high });
          if (finite(e.low)) whiskers.push([e.low, y], [e.high, y], ['-', '-']);
        }));
        return [
          { name, type: 'scatter', yAxisIndex: 1, data: points, symbol: dot(colour), symbolSize: colour < 7 ? 9 : 11, z: 3, itemStyle: { color: ink(colour), opacity: 1 } },
          { name, type: 'line', yAxisIndex: 1, data: whiskers, symbol: 'none', silent: true, tooltip: { show: false }, lineStyle: { color: ink(colour), width: 2 }, itemStyle: { color: ink(colour) } },
        ];
      });
      return {
        height: 96 + chart.rows.length * (count * 13 + 12),
        option: {
          grid: { left, right: 18, top: 34, bottom: 52 },
          tooltip: { trigger: 'item', formatter: p => `<b>${escaped(p.seriesName)}</b><br>${escaped(p.data.row)}: ${text(p.value[0])}` + (finite(p.data.low) ? ` (${text(p.data.low)} to ${text(p.data.high)})` : '') },
          xAxis: axis(narrow ? short(chart.label, 38) : chart.label, { axisLine: { onZero: false, lineStyle: { color: css('--soft') } } }),
          yAxis: [
            axis('', { type: 'category', inverse: true, data: chart.rows.map(row => row.label), axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: css('--line') } }, axisLabel: { color: css('--ink'), formatter: name => short(name, narrow ? 12 : 24) } }),
            { type: 'value', min: 0, max: Math.max(1, chart.rows.length), inverse: true, show: false },
          ],
          series,
        },
      };
    },
    distribution(chart) {
      const bins = chart.models.length ? chart.models[0].counts.length : 0, wide = (chart.high - chart.low) / Math.max(1, bins);
      return {
        height: 340,
        option: {
          grid: { left: 56, right: 18, top: 34, bottom: 52 },
          tooltip: { trigger: 'axis', valueFormatter: value => value == null ? '' : (100 * value).toFixed(1) + ' %', axisPointer: { label: { formatter: p => 'PCC about ' + Number(p.value).toFixed(2) } } },
          xAxis: axis('PCC of a gene in a ' + data.unit, { min: chart.low, max: chart.high, interval: chart.step, axisLabel: { color: css('--soft'), formatter: v => +v.toFixed(3) } }),
          yAxis: axis('share of the genes', { nameGap: 40, axisLabel: { color: css('--soft'), formatter: v => (100 * v).toFixed(0) + ' %' } }),
          series: chart.models.filter(m => m.n).map(m => ({
            name: m.label, type: 'line', step: 'middle', symbol: 'none', lineStyle: { color: ink(m.colour), width: 2 }, itemStyle: { color: ink(m.colour) }, areaStyle: { color: ink(m.colour), opacity: .1 },
            data: m.counts.map((n, b) => [+(chart.low + (b + .5) * wide).toFixed(4), n / m.n]),
            markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: ink(m.colour), type: 'dashed' }, data: [{ xAxis: m.median }] },
          })),
        },
      };
    },
    curves(chart, width) {
      const line = c => ({
        name: c.label, type: 'line', data: c.points, symbol: dot(c.colour), symbolSize: 6, showSymbol: chart.diagonal, lineStyle: { color: ink(c.colour), width: 2, type: c.dashed ? 'dashed' : 'solid' }, itemStyle: { color: ink(c.colour) },
      });
      const series = chart.curves.map(line);
      if (chart.diagonal) {
        series.push({ name: 'as promised', type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', silent: true, lineStyle: { color: css('--soft'), width: 1, type: 'dotted' }, itemStyle: { color: css('--soft') } });
      }
      return {
        height: chart.diagonal ? Math.min(480, Math.max(300, width)) : 270,
        width: chart.diagonal ? Math.min(560, width) : undefined,
        option: {
          grid: { left: 74, right: 18, top: chart.curves.length > 12 && !chart.diagonal ? 12 : 34, bottom: 52 },
          legend: chart.curves.length > 12 && !chart.diagonal ? { show: false } : {},
          tooltip: { trigger: 'item', formatter: p => `<b>${escaped(p.seriesName)}</b><br>${escaped(chart.xLabel)} ${p.value[0]}: ${text(p.value[1])}` },
          xAxis: axis(chart.xLabel, chart.diagonal ? { min: 0, max: 1 } : { minInterval: 1 }),
          yAxis: axis(chart.yLabel, Object.assign({ nameGap: 54 }, chart.diagonal ? { min: 0, max: 1 } : { scale: true })),
          series,
        },
      };
    },
    histogram(chart, width) {
      const wide = (chart.high - chart.low) / chart.counts.length, middle = b => chart.low + (b + .5) * wide;
      const digits = wide < .01 ? 3 : wide < .5 ? 2 : wide < 5 ? 1 : 0;
      return {
        height: 204,
        option: {
          grid: { left: 44, right: 14, top: 22, bottom: 58 }, legend: { show: false },
          tooltip: { trigger: 'item', formatter: p => `${escaped(chart.label)}<br>${(p.value[0] - wide / 2).toFixed(digits)} to ${(p.value[0] + wide / 2).toFixed(digits)}: ${p.value[1]}${chart.before.length ? ' of ' + chart.before[p.dataIndex] : ''} spots` },
          xAxis: axis(chart.label + chart.marks.map(m => ` (line: ${m.label} ${m.value})`).join(''), { min: chart.low, max: chart.high, nameGap: 26, nameTextStyle: { color: css('--soft'), width: width - 60, overflow: 'break', lineHeight: 14 }, splitLine: { show: false }, axisLabel: { color: css('--soft'), hideOverlap: true, formatter: v => Math.abs(v) >= 10000 ? (v / 1000).toFixed(0) + 'k' : +v.toFixed(digits) } }),
          yAxis: axis('', { splitNumber: 3 }),
          series: (chart.before.length ? [{
            type: 'bar', barWidth: '99%', barGap: '-100%', barCategoryGap: 0, silent: true, itemStyle: { color: css('--soft'), opacity: .35 }, data: chart.before.map((n, b) => [middle(b), n]),
          }] : []).concat([{
            type: 'bar', barWidth: '99%', barGap: '-100%', barCategoryGap: 0, itemStyle: { color: ink(0) }, data: chart.counts.map((n, b) => [middle(b), n]),
            markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: ink(1), width: 2 }, data: chart.marks.map(m => ({ xAxis: m.value })) },
          }]),
        },
      };
    },
  };

  // ---- figures as files, in light colours: SVG as it is drawn, PNG of twice its size
  const offer = (name, blob) => {
    const link = document.createElement('a'), url = URL.createObjectURL(blob);
    link.href = url; link.download = name;
    document.body.append(link); link.click(); link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };
  const asPng = (name, svg, width, height) => {
    const image = new Image();
    image.addEventListener('load', () => {
      const canvas = document.createElement('canvas');
      canvas.width = 2 * width; canvas.height = 2 * height;
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => offer(name, blob), 'image/png');
    });
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
  };
  // make() gives {name, svg, width, height}
  const savers = (place, make) => {
    if (!place || place.childElementCount) return;
    place.hidden = false;
    ['SVG', 'PNG'].forEach(kind => {
      const button = document.createElement('button');
      button.type = 'button'; button.textContent = kind; button.title = 'Save this figure as ' + kind;
      button.addEventListener('click', () => {
        const { name, svg, width, height } = make(), file = name.replace(/[^\w.-]+/g, '_') + '.' + kind.toLowerCase();
        kind === 'SVG' ? offer(file, new Blob([svg], { type: 'image/svg+xml' })) : asPng(file, svg, width, height);
      });
      place.append(button);
    });
  };
  const inLight = make => {
    const before = root.dataset.theme;
    root.dataset.theme = 'light';
    try { return make(); } finally { before ? root.dataset.theme = before : delete root.dataset.theme; }
  };
  const chartSvg = id => inLight(() => {
    const chart = data.charts[id], width = 900, made = kinds[chart.kind](chart.data, width), place = document.createElement('div');
    const plot = echarts.init(place, null, { renderer: 'svg', width: made.width || width, height: made.height });
    plot.setOption(Object.assign(optionOf(made), { backgroundColor: '#fff' }));
    plot.getZr().flush();
    // the library's own text of it is not well-formed where a font's name has quotes
    const svg = new XMLSerializer().serializeToString($('svg', place));
    plot.dispose();
    return { name: 'heclip_' + id, svg, width: made.width || width, height: made.height };
  });

  const optionOf = made => { const base = frame(); return Object.assign({}, base, made.option, { tooltip: Object.assign({}, base.tooltip, made.option.tooltip), legend: Object.assign({}, base.legend, made.option.legend) }); };
  const drawn = new Map();
  const draw = box => {
    const width = Math.floor(box.parentElement.clientWidth);
    const chart = data.charts[box.dataset.chart];
    if (!width || !chart) return;
    const made = kinds[chart.kind](chart.data, width), option = optionOf(made);
    box.style.height = made.height + 'px';
    box.style.width = Math.min(width, made.width || width) + 'px';
    if (drawn.has(box)) drawn.get(box).dispose();
    const plot = echarts.init(box, null, { renderer: 'svg' });
    plot.setOption(option);
    drawn.set(box, plot);
    box.dataset.drawn = width;
    savers($(`[data-save="${box.dataset.chart}"]`), () => chartSvg(box.dataset.chart));
  };
  const show = part => {
    $$('.live[data-chart]', part).forEach(box => { if (box.offsetParent && +box.dataset.drawn !== Math.floor(box.parentElement.clientWidth)) draw(box); });
    $$('.map', part).forEach(box => box.paint && box.offsetParent && box.paint());
  };
  const redraw = () => { $$('.live[data-chart]').forEach(box => { delete box.dataset.drawn; }); show(document.body); };
  let waiting;
  addEventListener('resize', () => { clearTimeout(waiting); waiting = setTimeout(() => show(document.body), 150); });

  // ---- tabs
  const tabs = $$('nav [role=tab]'), parts = tabs.map(tab => document.getElementById(tab.hash.slice(1)));
  const open = index => {
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', i === index);
      tab.tabIndex = i === index ? 0 : -1;
      parts[i].classList.toggle('closed', i !== index);
    });
    show(parts[index]);
  };
  const byHash = () => Math.max(0, parts.findIndex(part => '#' + part.id === location.hash));
  tabs.forEach((tab, i) => {
    tab.addEventListener('click', event => { event.preventDefault(); history.replaceState(null, '', tab.hash); open(i); });
    tab.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) { const to = (i + step + tabs.length) % tabs.length; tabs[to].focus(); tabs[to].click(); }
    });
  });
  addEventListener('hashchange', () => open(byHash()));
  $$('.sheet').forEach((sheet, i) => sheet.classList.toggle('closed', i > 0));
  // now, so that what follows draws in the open tab only; once more when all is set up
  open(byHash());

  // ---- tables: sorted by a column; long ones by the page, with a filter
  const PAGE = 50;
  for (const table of $$('table[data-sortable]')) {
    const body = table.tBodies[0];
    let rows = [...body.rows], turn = () => {};
    if (rows.length > PAGE) {
      const bar = document.createElement('div'), said = document.createElement('span'), filter = document.createElement('input');
      const button = label => { const b = document.createElement('button'); b.type = 'button'; b.textContent = label; return b; };
      const back = button('\u2039'), on = button('\u203a');
      back.setAttribute('aria-label', 'rows before'); on.setAttribute('aria-label', 'rows after');
      bar.className = 'pager small'; filter.type = 'search'; filter.placeholder = 'rows with \u2026'; filter.setAttribute('aria-label', 'show rows with this text');
      bar.append(filter, back, said, on);
      table.parentElement.before(bar);
      let at = 0, shown = rows;
      turn = to => {
        if (to === 0) { const wanted = filter.value.trim().toLowerCase(); shown = wanted ? rows.filter(row => row.textContent.toLowerCase().includes(wanted)) : rows; }
        at = Math.max(0, Math.min(to, Math.floor((shown.length - 1) / PAGE) * PAGE));
        const visible = shown.slice(at, at + PAGE);
        body.replaceChildren(...visible);
        said.textContent = shown.length ? `${at + 1} to ${at + visible.length} of ${shown.length}` : 'none';
        back.disabled = at === 0; on.disabled = at + PAGE >= shown.length;
      };
      filter.addEventListener('input', () => turn(0));
      back.addEventListener('click', () => turn(at - PAGE));
      on.addEventListener('click', () => turn(at + PAGE));
      addEventListener('beforeprint', () => body.replaceChildren(...rows));
      addEventListener('afterprint', () => turn(at));
      turn(0);
    }
    $$('th button', table).forEach((button, column) => button.addEventListener('click', () => {
      const head = button.parentElement, down = head.getAttribute('aria-sort') !== 'descending';
      const key = row => { const cell = row.cells[column], n = parseFloat(cell.dataset.sort || cell.textContent); return isNaN(n) ? cell.textContent : n; };
      const sign = down ? -1 : 1;
      const order = (a, b) => sign * (typeof a[0] === 'number' && typeof b[0] === 'number' ? a[0] - b[0] : String(a[0]).localeCompare(String(b[0])));
      $$('th', table).forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      rows = rows.map(row => [key(row), row]).sort(order).map(pair => pair[1]);
      if (rows.length > PAGE) turn(0); else body.append(...rows);
    }));
  }

  // ---- maps: spots over the tissue
  const bytes = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  const places = base64 => { const b = bytes(base64), out = new Float64Array(b.length / 2); for (let i = 0; i < out.length; i++) out[i] = (b[2 * i] + 256 * b[2 * i + 1]) / 100; return out; };
  const anchors = data.colours.map(hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)));
  const colour = part => {
    const at = Math.max(0, Math.min(1, part)) * (anchors.length - 1), below = Math.min(Math.floor(at), anchors.length - 2), rest = at - below;
    return 'rgb(' + anchors[below].map((a, i) => Math.round(a + rest * (anchors[below + 1][i] - a))).join() + ')';
  };
  const brief = value => !finite(value) ? '\u2013' : value === 0 ? '0' : Math.abs(value) >= 1000 ? value.toFixed(0) : +value.toPrecision(3) + '';
  // a round length of at most a quarter of the picture, in um; null where the pixel size is not known
  const ruler = section => {
    if (!section.umPerPx) return null;
    const most = section.width / 4 * section.umPerPx, power = 10 ** Math.floor(Math.log10(most));
    const um = power * [5, 2, 1].find(n => n * power <= most);
    return { um, px: um / section.umPerPx, text: um >= 1000 ? um / 1000 + ' mm' : um + ' \u00b5m' };
  };
  const pictures = new Map();
  const picture = (section, done) => {
    if (!pictures.has(section)) {
      const image = new Image();
      image.src = section.picture;
      section.px = places(section.x); section.py = places(section.y);
      pictures.set(section, image);
    }
    const image = pictures.get(section);
    image.complete ? done(image) : image.addEventListener('load', () => done(image));
  };
  const mapSvg = ({ section, map, opacity, tissue, range, about }, what) => {
    const { width, height } = section, [low, high] = range || [map.low, map.high], values = bytes(map.values), head = 28, foot = 46;
    const spots = [];
    for (let i = 0; i < values.length; i++) {
      if (values[i] === 255) continue;
      const value = map.low + values[i] / 254 * (map.high - map.low);
      spots.push(`<circle cx="${section.px[i].toFixed(2)}" cy="${section.py[i].toFixed(2)}" r="${section.radius}" fill="${colour(high > low ? (value - low) / (high - low) : 0)}"/>`);
    }
    const bar = ruler(section), title = [about, what].filter(t => t).join(', ');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height + head + foot}" viewBox="0 0 ${width} ${height + head + foot}" font-family="sans-serif" font-size="13">`
      + `<rect width="100%" height="100%" fill="#fff"/><text x="4" y="18">${escaped(title)}</text><g transform="translate(0 ${head})">`
      + `<image xlink:href="${section.picture}" width="${width}" height="${height}" opacity="${tissue}"/><g opacity="${opacity}">${spots.join('')}</g>`
      + (bar ? `<rect x="6" y="${height - 32}" width="${Math.max(bar.px, 8 * bar.text.length) + 12}" height="28" fill="#fff" opacity=".8"/><rect x="12" y="${height - 12}" width="${bar.px}" height="3"/><text x="12" y="${height - 17}">${bar.text}</text>` : '') + '</g>'
      + `<defs><linearGradient id="ramp">${data.colours.map((hex, i) => `<stop offset="${i / (data.colours.length - 1)}" stop-color="${hex}"/>`).join('')}</linearGradient></defs>`
      + `<rect x="4" y="${head + height + 8}" width="${width - 8}" height="10" fill="url(#ramp)"/><text x="4" y="${head + height + 36}">${brief(low)}</text><text x="${width - 4}" y="${head + height + 36}" text-anchor="end">${brief(high)}</text></svg>`;
    return { name: 'heclip_' + title, svg, width, height: height + head + foot };
  };
  const option = (select, label, value) => { const o = document.createElement('option'); o.textContent = label; o.value = value; select.append(o); };
  const bind = (box, look) => {
    const canvas = $('canvas', box), tip = $('.tip', box);
    box.paint = () => {
      const { section, map, opacity, tissue, range } = look();
      picture(section, image => {
        const scale = 2;
        canvas.width = section.width * scale; canvas.height = section.height * scale;
        const pen = canvas.getContext('2d');
        pen.scale(scale, scale);
        pen.fillStyle = '#fff'; pen.fillRect(0, 0, section.width, section.height);
        pen.globalAlpha = tissue; pen.drawImage(image, 0, 0); pen.globalAlpha = opacity;
        if (map) {
          const values = map.bytes || (map.bytes = bytes(map.values)), [low, high] = range || [map.low, map.high];
          for (let i = 0; i < values.length; i++) {
            if (values[i] === 255) continue;
            const value = map.low + values[i] / 254 * (map.high - map.low);
            pen.fillStyle = colour(high > low ? (value - low) / (high - low) : 0);
            pen.beginPath(); pen.arc(section.px[i], section.py[i], section.radius, 0, 7); pen.fill();
          }
          $('.ends', box).firstElementChild.textContent = brief(low); $('.ends', box).lastElementChild.textContent = brief(high);
        }
        const bar = ruler(section);
        if (bar) {
          pen.globalAlpha = 1;
          pen.font = '13px sans-serif';
          pen.fillStyle = 'rgba(255,255,255,.8)'; pen.fillRect(6, section.height - 32, Math.max(bar.px, pen.measureText(bar.text).width) + 12, 28);
          pen.fillStyle = '#000'; pen.fillRect(12, section.height - 12, bar.px, 3); pen.fillText(bar.text, 12, section.height - 17);
        }
        if (map) savers($('.save', box), () => mapSvg(look(), $('figcaption', box).textContent));
        box.dataset.painted = map ? map.values.length : 0;
      });
    };
    canvas.addEventListener('pointermove', event => {
      const { section, map } = look(), box2 = canvas.getBoundingClientRect();
      if (!map || !map.bytes) return;
      const x = (event.clientX - box2.left) / box2.width * section.width, y = (event.clientY - box2.top) / box2.height * section.height;
      let near = -1, best = Math.max(section.radius, 4) ** 2;
      for (let i = 0; i < map.bytes.length; i++) { const d = (section.px[i] - x) ** 2 + (section.py[i] - y) ** 2; if (d < best && map.bytes[i] !== 255) { best = d; near = i; } }
      tip.textContent = near < 0 ? '' : brief(map.low + map.bytes[near] / 254 * (map.high - map.low));
      tip.style.left = event.clientX - box2.left + 12 + 'px'; tip.style.top = event.clientY - box2.top + 12 + 'px';
    });
    canvas.addEventListener('pointerleave', () => { tip.textContent = ''; });
  };

  const explorer = $('#explorer');
  if (explorer && data.explorer.genes.length && data.explorer.sections.length) {
    const field = name => $(`[name=${name}]`, explorer), what = data.explorer;
    what.genes.forEach((gene, g) => option(field('gene'), gene.name + (finite(gene.meanPcc[0]) ? `  (mean PCC ${text(gene.meanPcc[0])})` : ''), g));
    what.models.forEach((model, m) => option(field('model'), model, m));
    const place = () => what.values[field('gene').value + ',' + field('section').value];
    const chosen = () => place() && place().models.find(m => m.model === +field('model').value);
    const sections = () => {
      const before = field('section').value;
      field('section').textContent = '';
      what.sections.filter(s => what.values[field('gene').value + ',' + s]).forEach(s => option(field('section'), data.sections[s].id, s));
      if ([...field('section').options].some(o => o.value === before)) field('section').value = before;
    };
    const look = pick => () => {
      const at = place(), model = chosen(), both = field('same').checked && at && model;
      return {
        about: `${what.genes[+field('gene').value].name}, ${data.sections[+field('section').value].id}, ${what.models[+field('model').value]}`,
        section: data.sections[+field('section').value], map: pick(at, model), opacity: field('opacity').value / 100, tissue: field('tissue').value / 100,
        range: both && pick(at, model) !== model.sd ? [Math.min(at.measured.low, model.predicted.low), Math.max(at.measured.high, model.predicted.high)] : null,
      };
    };
    const [measured, predicted, sd] = $$('.map', explorer);
    bind(measured, look(at => at && at.measured));
    bind(predicted, look((at, model) => model && model.predicted));
    bind(sd, look((at, model) => model && model.sd));
    const say = () => {
      const model = chosen(), section = data.sections[+field('section').value];
      const flat = !model || !model.sd;
      sd.classList.toggle('none', flat);
      $('.none-note', explorer).textContent = !model ? 'This model does not predict this gene on this section.' : flat ? `The predicted sd is the same on all spots: ${brief(model.constantSd)}. It needs no map.` : '';
      $('.line', explorer).textContent = (model ? `${data.unit === 'block' ? 'Mean PCC over the blocks of' : 'PCC on'} this section ${text(model.pcc)}` : '') + (section.drawn < section.spots ? `; ${section.drawn} of ${section.spots} spots drawn` : '');
      show(explorer);
    };
    field('gene').addEventListener('change', () => { sections(); say(); });
    ['section', 'model', 'opacity', 'tissue', 'same'].forEach(name => field(name).addEventListener('input', say));
    sections(); say();
    explorer.hidden = false;
  }

  const pages = $('#sectionpages');
  if (pages && data.sections.length) {
    const pick = $('[name=page]', pages), layer = $('[name=layer]', pages), opacity = $('[name=pageopacity]', pages);
    const cards = $$('.sheet');
    data.sections.forEach((section, s) => option(pick, section.id, s));
    const section = () => data.sections[+pick.value];
    bind($('.map', pages), () => ({ about: `${section().id}, ${(section().layers[+layer.value] || {}).label || ''}`, section: section(), map: (section().layers[+layer.value] || {}).map, opacity: opacity.value / 100, tissue: 1 }));
    const turn = () => {
      const before = layer.selectedIndex;
      layer.textContent = '';
      section().layers.forEach((l, i) => option(layer, l.label, i));
      layer.selectedIndex = Math.max(0, Math.min(before, section().layers.length - 1));
      cards.forEach((card, i) => card.classList.toggle('closed', i !== +pick.value));
      show(pages.parentElement);
    };
    pick.addEventListener('change', turn);
    [layer, opacity].forEach(f => f.addEventListener('input', () => show(pages)));
    pages.hidden = false;
    turn();
  }

  $$('[data-copy]').forEach(button => {
    button.hidden = false;
    button.addEventListener('click', () => {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
      button.textContent = document.execCommand('copy') ? 'Copied' : 'Selected: copy it now';
    });
  });
  addEventListener('beforeprint', () => $$('details').forEach(d => { d.open = true; }));
  open(byHash());
  // a tab in the address is opened, not scrolled to
  addEventListener('load', () => setTimeout(() => scrollTo(0, 0)));
})();
