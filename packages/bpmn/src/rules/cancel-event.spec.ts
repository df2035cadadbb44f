import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const end = '<endEvent id="c"><cancelEventDefinition/></endEvent>';
const scope = (type: string, inside = end) => `<${type} id="a"><startEvent id="i"/>${inside}</${type}>`;
const boundary = (id = 'b', attributes = '') =>
  `<boundaryEvent id="${id}" attachedToRef="a" ${attributes}><cancelEventDefinition/></boundaryEvent>`;
const found = (body: string) => findProblems('cancel-event', body);

describe('a cancel end event', () => {
  it('stands directly in a transaction with a cancel boundary event', async () => {
    expect(await found(inARow(['a', scope('transaction')]) + boundary())).toEqual([]);
  });

  it('not anywhere else', async () => {
    expect(await found(inARow(['a', scope('subProcess')]))).toEqual(['error c']);
    const deeper = scope('transaction', `<subProcess id="s"><startEvent id="j"/>${end}</subProcess>`);
    expect(await found(inARow(['a', deeper]) + boundary())).toEqual(['error c']);
    expect(await found(inARow() + end)).toEqual(['error c']);
  });

  it('is told to stop with an incident when nothing takes over', async () => {
    expect(await found(inARow(['a', scope('transaction')]))).toEqual(['warning c']);
  });
});

describe('a cancel boundary event', () => {
  it('sits on a transaction, interrupts it, and is the only one', async () => {
    expect(await found(inARow(['a', scope('subProcess', '')]) + boundary())).toEqual(['error b']);
    expect(await found(inARow(['a', scope('transaction')]) + boundary('b', 'cancelActivity="false"'))).toEqual(['error b']);
    expect(await found(inARow(['a', scope('transaction')]) + boundary('b') + boundary('d'))).toEqual(['error d']);
  });
});
