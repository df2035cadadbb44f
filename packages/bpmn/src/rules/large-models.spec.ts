import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { readModel } from '../read/read-model.ts';
import { processXml } from '../testing/model-xml.ts';

const many = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_each, i) => make(i)).join('\n');
const flow = (id: string, from: string, to: string) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;
const link = (name: string) => `<linkEventDefinition name="${name}"/>`;

const links = (count: number) =>
  `<startEvent id="s"/>${many(
    count,
    (i) => `<intermediateThrowEvent id="t${i}">${link(`l${i}`)}</intermediateThrowEvent>
<intermediateCatchEvent id="c${i}">${link(`l${i}`)}</intermediateCatchEvent>${flow(`f${i}`, 's', `t${i}`)}`,
  )}`;

const compensated = (count: number) =>
  `<startEvent id="s"/>${many(
    count,
    (i) => `<task id="n${i}"/><boundaryEvent id="b${i}" attachedToRef="n${i}"><compensateEventDefinition/></boundaryEvent>
<intermediateThrowEvent id="t${i}"><compensateEventDefinition activityRef="n${i}"/></intermediateThrowEvent>${flow(`f${i}`, 's', `t${i}`)}`,
  )}`;

const chosen = (count: number) =>
  `<startEvent id="s"/>${many(
    count,
    (i) =>
      `<eventBasedGateway id="g${i}"/><receiveTask id="r${i}"/>${flow(`f${i}`, 's', `g${i}`)}${flow(`e${i}`, `g${i}`, `r${i}`)}`,
  )}`;

const parallel = (count: number) => `<startEvent id="s"/><task id="a"/>${many(count, (i) => flow(`f${i}`, 's', 'a'))}`;

/** Milliseconds of CPU that the rules take; the quicker of two runs, so that a collection of garbage does not count. */
async function effort(body: string): Promise<number> {
  const model = await readModel(processXml(body));
  const runs: number[] = [];
  for (let run = 0; run < 2; run++) {
    const before = process.cpuUsage();
    await checkModel(model);
    const { user, system } = process.cpuUsage(before);
    runs.push((user + system) / 1_000);
  }
  return Math.min(...runs);
}

describe('checking ten times as many elements', () => {
  it.each([
    ['pairs of links', links],
    ['compensated tasks', compensated],
    ['event-based gateways', chosen],
    ['flows between two nodes', parallel],
  ])(
    'takes about ten times as long, not a hundred times: %s',
    async (_what, body) => {
      await effort(body(150)); // compiled by the JavaScript engine
      const [few, lots] = [await effort(body(150)), await effort(body(1_500))];
      expect(lots / Math.max(few, 2)).toBeLessThan(40);
    },
    60_000,
  );
});
