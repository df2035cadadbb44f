import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const thrown = (id: string, name = 'far') =>
  `<intermediateThrowEvent id="${id}"><linkEventDefinition name="${name}"/></intermediateThrowEvent><sequenceFlow id="to-${id}" sourceRef="split" targetRef="${id}"/>`;
const caught = (id: string, name = 'far') =>
  `<intermediateCatchEvent id="${id}"><linkEventDefinition name="${name}"/></intermediateCatchEvent><endEvent id="end-${id}"/><sequenceFlow id="from-${id}" sourceRef="${id}" targetRef="end-${id}"/>`;
const around = (links: string) => inARow(['split', '<parallelGateway id="split"/>']) + links;
const found = (links: string) => findProblems('link-pair', around(links));

describe('links', () => {
  it('lead from several throwing ends to one catching end', async () => {
    expect(await found(thrown('a') + thrown('b') + caught('c'))).toEqual([]);
    expect(await findProblems('reachable-node', around(thrown('a') + caught('c')))).toEqual([]);
    expect(await findProblems('end-event', around(thrown('a') + caught('c')))).toEqual([]);
  });

  it('cannot lead nowhere', async () => {
    expect(await found(thrown('a'))).toEqual(['error a']);
    expect(await found(thrown('a') + caught('c', 'other'))).toEqual(['error a', 'warning c']);
    const inner = `<subProcess id="s"><startEvent id="s1"/>${caught('c')}</subProcess>`;
    expect(await found(thrown('a') + inner)).toEqual(['error a', 'warning c']);
  });

  it('have names, one catching end each, and no flows at the wrong side', async () => {
    expect(await found(thrown('a', ''))).toEqual(['error a']);
    expect(await found(thrown('a') + caught('c') + caught('d'))).toEqual(['error d']);
    const behind = '<sequenceFlow id="x" sourceRef="a" targetRef="end"/><sequenceFlow id="y" sourceRef="split" targetRef="c"/>';
    expect(await found(thrown('a') + caught('c') + behind)).toEqual(['error a', 'error c']);
  });
});
