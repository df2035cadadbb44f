import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { compileExpression } from '../../compile-expression.ts';
import { inRiga, variables } from '../../testing/context.ts';

const feel = (source: string): Json => compileExpression(source, 'feel').evaluate(variables({}), inRiga);

type Cases = readonly (readonly [source: string, expected: Json])[];

/** Of each function: how it goes, its arguments by name, and null for what it cannot take (DMN 1.5, 10.3.4). */
const functions: { readonly [name: string]: Cases } = {
  date: [
    ['date("2017-02-28")', '2017-02-28'],
    ['date(from: "-2017-02-28")', '-2017-02-28'],
    ['date("12345-01-01").year', 12345],
    ['date(date and time("2016-12-24T23:59:00Z"))', '2016-12-24'],
    ['date(2012, 12, 25)', '2012-12-25'],
    ['date(year: 2012, month: 2, day: 29)', '2012-02-29'],
    ['date(2013, 2, 29)', null],
    ['date("2012-13-01")', null],
    ['date("2012-1-1")', null],
    ['date("20121225")', null],
    ['date("2012-12-25T10:00:00")', null],
    ['date(null)', null],
    ['date(1)', null],
    ['date("2012-12-25", 1)', null],
    ['date(day: "2012-12-25")', null],
  ],
  'date and time': [
    ['date and time("2012-12-24T23:59:00")', '2012-12-24T23:59:00'],
    ['date and time(from: "2012-12-24T23:59:00.5Z")', '2012-12-24T23:59:00.5Z'],
    ['date and time("2012-12-24")', '2012-12-24T00:00:00'],
    ['date and time(date("2012-12-24"), time("10:00:00+01:00"))', '2012-12-24T10:00:00+01:00'],
    ['date and time(date: date and time("2012-12-24T01:00:00"), time: time("10:00:00"))', '2012-12-24T10:00:00'],
    ['string(date and time("2012-12-24T23:59:00@Europe/Paris"))', '2012-12-24T23:59:00@Europe/Paris'],
    ['date and time("2012-12-24T25:00:00")', null],
    ['date and time("2012-12-24T10:00")', null],
    ['date and time("2012-12-24T10:00:00@Mars/Crater")', null],
    ['date and time(null)', null],
    ['date and time(date("2012-12-24"), "10:00:00")', null],
  ],
  time: [
    ['time("23:59:00z")', '23:59:00Z'],
    ['time(from: "00:01:00@Asia/Kolkata")', '00:01:00+05:30'],
    ['time("10:20:00-05:00")', '10:20:00-05:00'],
    ['time(date and time("2012-12-24T23:59:00Z"))', '23:59:00Z'],
    ['time(10, 20, 5.5)', '10:20:05.5'],
    ['time(hour: 10, minute: 20, second: 5, offset: duration("-PT1H30M"))', '10:20:05-01:30'],
    ['time(24, 0, 0)', null],
    ['time("24:00:00")', null],
    ['time("10:20")', null],
    ['time("10:20:00+19:00")', null],
    ['time(null)', null],
    ['time([])', null],
  ],
  duration: [
    ['duration("P1Y2M")', 'P1Y2M'],
    ['duration(from: "PT36H")', 'P1DT12H'],
    ['duration("P13M")', 'P1Y1M'],
    ['duration("-PT90S")', '-PT1M30S'],
    ['duration("P0D")', 'PT0S'],
    ['duration("P0M")', 'P0M'],
    ['duration("P1Y1D")', null],
    ['duration("P1W")', null],
    ['duration("PT")', null],
    ['duration(1)', null],
  ],
  'years and months duration': [
    ['years and months duration(date("2011-12-22"), date("2013-08-24"))', 'P1Y8M'],
    ['years and months duration(from: date("2013-08-24"), to: date("2011-12-25"))', '-P1Y7M'],
    ['years and months duration(date and time("2011-12-22T10:00:00"), date("2012-12-22"))', 'P1Y'],
    ['years and months duration("2011-12-22", date("2013-08-24"))', null],
    ['years and months duration(null, date("2013-08-24"))', null],
  ],
  string: [
    ['string(1.10)', '1.1'],
    ['string(from: true)', 'true'],
    ['string("a")', 'a'],
    ['string([1, "a", null])', '[1, "a", null]'],
    ['string({a: "b", "c-d": [date("2020-01-01")]})', '{a: "b", "c-d": [2020-01-01]}'],
    ['string(duration("PT49H"))', 'P2DT1H'],
    ['string(0.0000001)', '0.0000001'],
    ['string([1..3))', '[1..3)'],
    ['string(null)', null],
    ['string()', null],
    ['string(1, 2)', null],
  ],
  number: [
    ['number("1 000,5", " ", ",")', 1000.5],
    ['number(from: "1.000,5", grouping separator: ".", decimal separator: ",")', 1000.5],
    ['number("1,000", ",", null)', 1000],
    ['number("12.5")', 12.5],
    ['number("1,000", ",", ",")', null],
    ['number("1.0.0", ",", ".")', null],
    ['number("0x10", null, null)', null],
    ['number("", null, null)', null],
    ['number(null, ",", ".")', null],
    ['number("1", "x", ".")', null],
  ],
  range: [
    ['string(range("[1..10)"))', '[1..10)'],
    ['5 in range("(..5]")', true],
    ['string(range(from: "[@\\"2020-01-01\\"..@\\"2020-12-31\\"]"))', '[@"2020-01-01"..@"2020-12-31"]'],
    ['range("1..2")', null],
    ['range("[1..\\"a\\"]")', null],
    ['range("[..]")', null],
  ],
  not: [
    ['not(true)', false],
    ['not(negand: false)', true],
    ['not(null)', null],
    ['not("true")', null],
  ],
  is: [
    ['is(date("2012-12-25"), time("23:00:50"))', false],
    ['is(time("23:00:50z"), time("23:00:50"))', false],
    ['is(time("23:00:50z"), time("23:00:50+00:00"))', true],
    ['is(value1: @"2012-12-25T10:00:00Z", value2: @"2012-12-25T11:00:00+01:00")', false],
    ['is(null, null)', true],
    ['is([1], [1])', true],
    ['is(1, "1")', false],
  ],
};

describe.each(Object.entries(functions))('%s', (_name, cases) => {
  it.each(cases)('%s gives %j', (source, expected) => expect(feel(source)).toEqual(expected));
});
