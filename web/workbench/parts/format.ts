const ZONE = 'Asia/Shanghai';
const FEN_OF_YUAN = 100;

const money = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** An amount in fen as yuan with two places: `28,800.00`. */
export function yuan(fen: number): string {
  return money.format(fen / FEN_OF_YUAN);
}

const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** An instant in the office's zone: `06-23 09:00`. */
export function when(instant: string): string {
  const of = Object.fromEntries(dayAndTime.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${of['month']}-${of['day']} ${of['hour']}:${of['minute']}`;
}

/** The time of an instant in the office's zone: `09:00`. */
export function timeOf(instant: string): string {
  return when(instant).slice('06-23 '.length);
}

const wholeDay = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE });

/** The day of an instant in the office's zone: `2025-06-23`. */
export function dayOf(instant: string): string {
  return wholeDay.format(new Date(instant));
}

/** The end of a period in the office's zone: midnight belongs to the day that it ends, `2025-06-30 24:00`. */
export function until(instant: string): string {
  const time = timeOf(instant);
  return time === '00:00'
    ? `${dayOf(new Date(Date.parse(instant) - 1).toISOString())} 24:00`
    : `${dayOf(instant)} ${time}`;
}
