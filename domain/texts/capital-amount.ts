import type { Fen } from '../money.ts';

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['仟', '佰', '拾', ''] as const;
const WAN = 10_000;
const YI = 100_000_000;

/**
 * An amount in the capital figures of Chinese vouchers (正确填写票据和结算凭证的基本规定): 76,800.00 is 柒万陆仟捌佰元整. 整
 * follows 元 and 角, never 分; zeros between figures are one 零.
 * @throws RangeError on a negative amount, which no voucher has
 */
export function capitalAmount(fen: Fen): string {
  if (fen < 0) {
    throw new RangeError(`No voucher has a negative amount: ${fen}`);
  }
  const yuan = Math.floor(fen / 100);
  const [jiao, cent] = [Math.floor(fen / 10) % 10, fen % 10];
  const whole = yuan === 0 ? '' : `${wholeNumber(yuan)}元`;
  if (jiao === 0 && cent === 0) {
    return `${whole === '' ? '零元' : whole}整`;
  }
  const tenths = jiao === 0 ? '' : `${digit(jiao)}角`;
  const gap = jiao === 0 && whole !== '' ? '零' : '';
  return `${whole}${tenths}${cent === 0 ? '整' : `${gap}${digit(cent)}分`}`;
}

/** 亿 and 万 each count what stands above them; what is left begins with 零 where its first place is empty. */
function wholeNumber(value: number): string {
  for (const [size, word] of [
    [YI, '亿'],
    [WAN, '万'],
  ] as const) {
    if (value >= size) {
      const rest = value % size;
      const left = rest === 0 ? '' : `${rest < size / 10 ? '零' : ''}${wholeNumber(rest)}`;
      return `${wholeNumber(Math.floor(value / size))}${word}${left}`;
    }
  }
  return fourDigits(value);
}

/** 1 to 9,999. */
function fourDigits(value: number): string {
  const written = String(value)
    .padStart(4, '0')
    .split('')
    .map((figure, place) => (figure === '0' ? '零' : `${digit(Number(figure))}${PLACES[place] ?? ''}`))
    .join('');
  return written.replaceAll(/零+/g, '零').replaceAll(/^零|零$/g, '');
}

function digit(value: number): string {
  return DIGITS[value] ?? '';
}
