import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (body: string) => findProblems('instantiating', body);

describe('what starts instances', () => {
  it('stands at the beginning of the process', async () => {
    expect(await found('<receiveTask id="a" instantiate="true"/><eventBasedGateway id="g" instantiate="true"/>')).toEqual([]);
    expect(await found(inARow(['a', '<receiveTask id="a" instantiate="true"/>']))).toEqual(['error a']);
    expect(await found(inARow(['s', '<subProcess id="s"><receiveTask id="a" instantiate="true"/></subProcess>']))).toEqual([
      'error a',
    ]);
  });
});

describe('a gateway that needs all of its events', () => {
  it('starts instances', async () => {
    const catching = (id: string) =>
      `<intermediateCatchEvent id="${id}"><signalEventDefinition/></intermediateCatchEvent><sequenceFlow id="to-${id}" sourceRef="g" targetRef="${id}"/>`;
    const gateway = (attributes: string) =>
      `<eventBasedGateway id="g" eventGatewayType="Parallel" ${attributes}/>${catching('a')}${catching('b')}`;
    expect(await findProblems('event-based-gateway', gateway('instantiate="true"'))).toEqual([]);
    expect(await findProblems('event-based-gateway', gateway(''))).toEqual(['error g']);
  });
});
