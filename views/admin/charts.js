// Draws what the API tells of the last day. Without it the page has the numbers as a table.

{
  const section = document.querySelector('[data-charts]');
  const { timeZone, charts: path } = section.dataset;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const againMs = 60_000;
  const height = 180;
  /** More zones than lines that can be told apart are drawn as one. */
  const mostLines = 4;
  const dashes = [[], [6, 4], [2, 3], [10, 3, 2, 3]];
  let plots = [];

  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  const timeOf = (seconds) => clock.format(seconds * 1000);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  const units = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'];
  const bitRate = (bits) => {
    const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bits)) / 3));
    return `${Number((bits / 1000 ** power).toFixed(1))} ${units[power]}`;
  };
  const whole = (count) => (Number.isInteger(count) ? String(count) : '');

  const plus = (a, b) => (a === null && b === null ? null : (a ?? 0) + (b ?? 0));
  const inAllZones = (zones, name) =>
    zones.map((zone) => zone[name]).reduce((sum, steps) => sum.map((value, at) => plus(value, steps[at])));

  const byHour = (times, counts) => {
    const hours = new Map();
    times.forEach((time, at) => {
      const hour = Math.floor(time / 3600) * 3600;
      hours.set(hour, (hours.get(hour) ?? 0) + counts[at]);
    });
    return [[...hours.keys()], [...hours.values()]];
  };

  const dataIn = ({ startsAt, stepSeconds, zones }) => {
    const start = Date.parse(startsAt) / 1000;
    const times = zones[0].logins.map((_, step) => start + step * stepSeconds);
    const lines =
      zones.length > mostLines
        ? [['all zones', inAllZones(zones, 'online')]]
        : zones.map(({ name, online }) => [name, online]);
    return {
      online: {
        data: [times, ...lines.map(([, online]) => online)],
        names: lines.map(([name]) => name),
        text: whole,
      },
      traffic: {
        data: [times, inAllZones(zones, 'outputBitsPerSecond'), inAllZones(zones, 'inputBitsPerSecond')],
        names: ['to devices', 'from devices'],
        text: bitRate,
      },
      logins: {
        data: byHour(times, inAllZones(zones, 'logins')),
        names: ['logins'],
        text: whole,
        isBars: true,
      },
    };
  };

  const optionsFor = (place, { names, text, isBars, data: [times] }) => {
    const axis = {
      stroke: colour('quiet'),
      grid: { stroke: colour('line'), width: 1 },
      ticks: { stroke: colour('line'), width: 1 },
      font: '12px system-ui, sans-serif',
    };
    return {
      width: place.clientWidth,
      height,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), timeZone),
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { range: isBars ? [times[0] - 1800, times.at(-1) + 1800] : [times[0], times.at(-1)] },
        y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] },
      },
      axes: [
        { ...axis, values: (_, ticks) => ticks.map(timeOf) },
        { ...axis, size: 84, values: (_, ticks) => ticks.map(text) },
      ],
      series: [
        { label: 'from', value: (_, seconds) => (seconds === null ? '–' : timeOf(seconds)) },
        ...names.map((label, number) => ({
          label,
          stroke: colour(number % 2 === 0 ? 'accent' : 'ink'),
          width: 2,
          dash: dashes[number],
          points: { show: false },
          value: (_, value) => (value === null || value === undefined ? '–' : text(value)),
          ...(isBars
            ? { width: 0, fill: colour('accent'), paths: uPlot.paths.bars({ size: [0.7, 40] }) }
            : {}),
        })),
      ],
    };
  };

  const draw = async () => {
    const answer = await fetch(path, { headers: { 'X-By-Itself': 'yes' } }).catch(() => undefined);
    if (!answer?.ok) return;
    const data = dataIn(await answer.json());
    section.hidden = false;
    for (const plot of plots) plot.destroy();
    plots = [...section.querySelectorAll('[data-chart]')].map((place) => {
      const chart = data[place.dataset.chart];
      return new uPlot(optionsFor(place, chart), chart.data, place);
    });
  };

  new ResizeObserver(() => {
    for (const plot of plots) plot.setSize({ width: plot.root.parentElement.clientWidth, height });
  }).observe(section);
  dark.addEventListener('change', draw);
  setInterval(() => document.hidden || draw(), againMs);
  draw();
}
