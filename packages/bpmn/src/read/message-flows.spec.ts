import { describe, expect, it } from '@jest/globals';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

/** One pool with throwing and catching elements, and another beside it. */
const own = inARow(
  ['send', '<sendTask id="send" messageRef="a"/>'],
  ['get', '<receiveTask id="get" messageRef="b"/>'],
  ['user', '<userTask id="user"/>'],
  ['g', '<exclusiveGateway id="g"/>'],
);
const read = (
  flows: string,
  other = '<startEvent id="s2"><messageEventDefinition/></startEvent><receiveTask id="r2"/><userTask id="u2"/>',
) =>
  readModel(
    processXml(own, {
      roots: `<message id="a" name="first"/><message id="b" name="second"/>
      <collaboration id="c"><participant id="p1" processRef="process"/><participant id="p2" processRef="other"/><participant id="p3"/>${flows}</collaboration>
      <process id="other" isExecutable="true">${other}</process>`,
    }),
  );
const problems = async (flows: string, other?: string) =>
  (await read(flows, other)).problems.map(({ severity, rule, elementId }) => `${severity} ${rule} ${elementId}`);
const flow = (from: string, to: string) => `<messageFlow id="f" sourceRef="${from}" targetRef="${to}"/>`;

describe('a message flow', () => {
  it('gives its message to the end that names none', async () => {
    const { processes } = await read(flow('send', 'r2'));
    const node = (wanted: string) => processes.flatMap(({ nodes }) => nodes).find(({ id }) => id === wanted);
    expect(node('r2')).toMatchObject({ message: { name: { source: 'first' } } });
    expect(node('send')).toMatchObject({
      message: { name: { source: 'first' }, to: [{ flow: 'f', process: 'other', element: 'r2', name: { source: 'first' } }] },
    });
  });

  it.each([
    ['between a sender and a receiver of another pool', 'send', 'r2', []],
    ['from and to pools', 'send', 'p2', []],
    ['to somebody outside, from what we only draw', 'user', 'p3', []],
    ['at a user task is only drawn', 'user', 'r2', ['warning message-flow-drawn f']],
    ['into a user task is only drawn', 'send', 'u2', ['warning message-flow-drawn f']],
    ['within one pool is refused', 'send', 'get', ['error message-flow-pool f']],
    ['at a gateway is refused', 'g', 'r2', ['error message-flow-end f', 'warning message-flow-drawn f']],
    ['to nobody is refused', 'send', 'gone', ['error unresolved-reference f', 'error message-flow-end f']],
  ])('%s', async (_how, from, to, expected) => {
    expect(await problems(flow(from, to))).toEqual(expected);
  });

  it('of two names is pointed out', async () => {
    expect(await problems(flow('send', 'r2'), '<receiveTask id="r2" messageRef="b"/>')).toEqual(['warning message-flow-names f']);
  });
});
