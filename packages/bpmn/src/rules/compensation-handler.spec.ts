import { describe, expect, it } from '@jest/globals';
import { readModel } from '../read/read-model.ts';
import { findProblems } from '../testing/find-problems.ts';
import { inARow, processXml } from '../testing/model-xml.ts';

const event = (id = 'b', host = 'a') =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"><compensateEventDefinition/></boundaryEvent>`;
const join = (from: string, to: string) => `<association id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
const undo = '<task id="undo" isForCompensation="true"/>';
const work = inARow(['a', '<task id="a"/>']);
const found = (body: string) => findProblems('compensation-handler', body);

describe('a compensation event on an activity', () => {
  it('is joined by an association to the activity that undoes it, drawn either way', async () => {
    for (const association of [join('b', 'undo'), join('undo', 'b')]) {
      const body = work + event() + undo + association;
      expect(await found(body)).toEqual([]);
      expect(await findProblems('end-event', body)).toEqual([]);
      expect(await findProblems('reachable-node', body)).toEqual([]);
      const { processes } = await readModel(processXml(body));
      expect(processes[0]?.nodes.find(({ id }) => id === 'b')).toMatchObject({ compensationHandlers: ['undo'] });
    }
  });

  it('may be joined to notes as well', async () => {
    const note = '<textAnnotation id="n"><text>Why</text></textAnnotation>';
    expect(await found(work + event() + undo + note + join('b', 'undo') + join('b', 'n'))).toEqual([]);
  });

  it('is refused without one', async () => {
    expect(await found(work + event())).toEqual(['error b']);
  });

  it('is refused with two', async () => {
    const another = '<task id="more" isForCompensation="true"/>';
    expect(await found(work + event() + undo + another + join('b', 'undo') + join('b', 'more'))).toEqual(['error b']);
  });

  it('is refused with a flow of its own', async () => {
    const flow = '<sequenceFlow id="f" sourceRef="b" targetRef="end"/>';
    expect(await found(work + event() + undo + join('b', 'undo') + flow)).toEqual(['error b']);
  });

  it('is refused when the activity is not marked for compensation, or stands elsewhere', async () => {
    expect(await found(work + event() + '<task id="undo"/>' + join('b', 'undo'))).toEqual(['error b']);
    const elsewhere = inARow(['a', '<task id="a"/>'], ['s', `<subProcess id="s"><startEvent id="i"/>${undo}</subProcess>`]);
    expect(await found(elsewhere + event() + join('b', 'undo'))).toEqual(['error b', 'warning undo']);
  });

  it('is refused beside another one', async () => {
    const both = event('b') + event('c') + undo + join('b', 'undo') + join('c', 'undo');
    expect(await found(work + both)).toEqual(['error c']);
  });
});

describe('an activity that is marked for compensation', () => {
  it('has no sequence flows', async () => {
    const flow = '<sequenceFlow id="f" sourceRef="undo" targetRef="end"/>';
    expect(await found(work + event() + undo + join('b', 'undo') + flow)).toEqual(['error undo']);
  });

  it('is said never to run when nothing leads to it', async () => {
    expect(await found(work + undo)).toEqual(['warning undo']);
  });
});
