import type { FeelDuration } from 'feelin';
import { rounded } from '../values.ts';
import { negatedDuration } from '../temporal-arithmetic.ts';
import { lengthOf } from '../temporal-order.ts';
import { define } from './define.ts';
import type { Functions, Parameter } from './define.ts';

const n: Parameter = ['n', 'number'];
const number: Parameter = ['number', 'number'];
const scale: Parameter = ['scale', 'number'];

/** Rounds at a number of decimals; the shift goes by the number's own decimal digits, so that 1.005 has two and a half. */
function atScale(value: number, given: number, round: (shifted: number) => number): number | null {
  const places = Math.trunc(given);
  if (places < -6111 || places > 6176) return null;
  const result = shifted(round(shifted(value, places)), -places);
  return Number.isFinite(result) ? rounded(result) : value;
}

function shifted(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = value.toExponential().split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

const halfEven = (value: number): number => {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
};
const away = (value: number): number => Math.sign(value) * Math.ceil(Math.abs(value));
const halfUp = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
const halfDown = (value: number): number => Math.sign(value) * Math.ceil(Math.abs(value) - 0.5);

const rounding = (name: string, round: (value: number) => number) =>
  define(name, [n, scale], (value: number, places: number) => atScale(value, places, round));
const optionalScale = (name: string, round: (value: number) => number) =>
  define(name, [n, ['scale', 'number?']], (value: number, places = 0) => atScale(value, places, round));

/** DMN 10.3.4.5 */
export const numberFunctions: Functions = [
  rounding('decimal', halfEven),
  optionalScale('floor', Math.floor),
  optionalScale('ceiling', Math.ceil),
  rounding('round up', away),
  rounding('round down', Math.trunc),
  rounding('round half up', halfUp),
  rounding('round half down', halfDown),
  define('abs', [n], Math.abs as (value: number) => number),
  define('abs', [['n', 'duration']], (value: FeelDuration) => (lengthOf(value) < 0 ? negatedDuration(value) : value)),
  define(
    'modulo',
    [
      ['dividend', 'number'],
      ['divisor', 'number'],
    ],
    (dividend: number, divisor: number) =>
      divisor === 0 ? null : rounded(dividend - divisor * Math.floor(rounded(dividend / divisor) ?? 0)),
  ),
  define('sqrt', [number], (value: number) => (value < 0 ? null : Math.sqrt(value))),
  define('log', [number], (value: number) => (value <= 0 ? null : Math.log(value))),
  define('exp', [number], (value: number) => Math.exp(value)),
  define('odd', [number], (value: number) => Math.abs(value) % 2 === 1),
  define('even', [number], (value: number) => value % 2 === 0),
];
