import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (definition: string) =>
  findProblems(
    'timer-value',
    inARow([
      't',
      `<intermediateCatchEvent id="t"><timerEventDefinition>${definition}</timerEventDefinition></intermediateCatchEvent>`,
    ]),
  );

describe('a timer has a value that can be reckoned with', () => {
  it('so none is refused', async () => {
    expect(await found('')).toEqual(['error t']);
    expect(await found('<timeDuration/>')).toEqual(['error t']);
  });

  it.each([
    ['timeDuration', ['P10D', 'PT1H30M', 'P1Y2M3DT4H5M6.5S', 'P2W', '= duration("P1D")', '${wait}']],
    ['timeDate', ['2027-01-31', '2027-01-31T12:00:00', '2027-01-31T12:00:00.000Z', '2027-01-31T12:00:00+02:00', '= due']],
    ['timeCycle', ['R3/PT10M', 'R/P1D', 'R/2027-01-01T08:00:00Z/P1M', 'R5/PT1H/2027-01-31T12:00:00Z', '0 0 8 * * ?']],
  ])('%s takes what ISO 8601 and expressions allow', async (kind, values) => {
    for (const value of values) expect([value, await found(`<${kind}>${value}</${kind}>`)]).toEqual([value, []]);
  });

  it.each([
    ['timeDuration', ['10 days', 'P', 'PT', '1D', 'P1DT', 'R3/PT1M']],
    ['timeDate', ['tomorrow', '31.01.2027', 'P1D', '2027-1-1']],
    ['timeCycle', ['PT10M', 'R3', 'R3/often', 'R/2027-01-01', 'R/PT0S', 'every day']],
  ])('%s takes nothing else', async (kind, values) => {
    for (const value of values) expect([value, await found(`<${kind}>${value}</${kind}>`)]).toEqual([value, ['error t']]);
  });
});
