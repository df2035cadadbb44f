import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { findProblems } from '../testing/find-problems.ts';
import { inARow, processXml } from '../testing/model-xml.ts';

const thrown = (reference: string) =>
  `<intermediateThrowEvent id="t"><compensateEventDefinition activityRef="${reference}"/></intermediateThrowEvent>`;
const undone = `<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><task id="undo" isForCompensation="true"/>
  <association id="as" sourceRef="b" targetRef="undo"/>`;
const found = (body: string) => findProblems('compensation-throw', body);

describe('a compensation event that names an activity', () => {
  it('names one of its own level', async () => {
    expect(await found(inARow(['a', '<task id="a"/>'], ['t', thrown('a')]) + undone)).toEqual([]);
  });

  it('or of the level around its event sub-process', async () => {
    const inside = `<subProcess id="e" triggeredByEvent="true"><startEvent id="s"><errorEventDefinition/></startEvent>${thrown('a')}</subProcess>`;
    expect(await found(inARow(['a', '<task id="a"/>']) + undone + inside)).toEqual([]);
  });

  it('not of another sub-process, the one around it, or an event', async () => {
    const sub = `<subProcess id="s"><startEvent id="i"/><task id="a"/></subProcess>`;
    expect(await found(inARow(['s', sub], ['t', thrown('a')]))).toEqual(['error t']);
    const inner = `<subProcess id="s"><startEvent id="i"/>${thrown('s')}</subProcess>`;
    expect(await found(inARow(['s', inner]))).toEqual(['error t']);
    expect(await found(inARow(['t', thrown('start')]))).toEqual(['error t']);
  });

  it('and is told when nothing undoes that', async () => {
    expect(await found(inARow(['a', '<task id="a"/>'], ['t', thrown('a')]))).toEqual(['warning t']);
    const sub = '<subProcess id="a"><startEvent id="i"/></subProcess>';
    expect(await found(inARow(['a', sub], ['t', thrown('a')]))).toEqual([]);
  });

  it('cannot name what is not in the file', async () => {
    const problems = await checkModel(processXml(inARow(['t', thrown('nothing')])));
    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([{ rule: 'unresolved-reference' }]);
  });
});
