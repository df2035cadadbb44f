import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Variables } from '@gaita/contracts';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { accepted, PlayServer, refusal } from '../../../../test/support/play-server.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { FetchAndLock, incidentTable, RetryIncident } from '../jobs/index.ts';
import { DeployModels } from '../models/index.ts';

const scripted = (key: string, source: string, attributes = 'camunda:resultVariable="result"', inside = '') =>
  smallModel(
    key,
    [
      [
        'work',
        `<scriptTask id="work" scriptFormat="javascript" ${attributes}>${inside}<script><![CDATA[${source}]]></script></scriptTask>`,
      ],
      userTask('look', 'case-handler'),
    ],
    `<boundaryEvent id="refused" attachedToRef="work"><errorEventDefinition errorRef="no" camunda:errorMessageVariable="why"/></boundaryEvent>
     <userTask id="sorry" name="Sorry" camunda:candidateGroups="case-handler"/><sequenceFlow id="to-sorry" sourceRef="refused" targetRef="sorry"/>`,
    '<error id="no" errorCode="REFUSED"/>',
  );

describe('JavaScript in a case', () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let models = 0;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const run = async (source: string, variables: Variables = {}, attributes?: string, inside?: string) => {
    const key = `scripted${++models}`;
    await server.deploy(scripted(key, source, attributes, inside));
    const id = await server.start(key, variables, 'admin', 'case-1');
    await server.doJobs();
    const [incident] = await server.database.reader.find(incidentTable, 'instance_id = ?', [id]);
    return { id, incident, at: (await server.tasks(id)).map(({ elementId }) => elementId) };
  };
  const ran = async (source: string, variables: Variables = {}, attributes?: string) => {
    const { id, incident, at } = await run(source, variables, attributes);
    expect([incident?.message, ...at]).toEqual([undefined, 'look']);
    return id;
  };

  it('sees the variables, writes what it sets and gives its last value', async () => {
    const id = await ran(
      `execution.setVariable('total', items.reduce((sum, each) => sum + each.price, 0));
       execution.setVariable('note', { by: execution.getProcessBusinessKey(), known: execution.hasVariable('items') });
       unstored = 1;
       execution.getVariable('total') * 2`,
      { items: [{ price: 2 }, { price: 3 }] },
    );
    expect(await server.variable(id, 'total')).toBe(5);
    expect(await server.variable(id, 'note')).toEqual({ by: 'case-1', known: true });
    expect(await server.variable(id, 'result')).toBe(10);
    expect(await server.variable(id, 'unstored')).toBeUndefined();
  });

  it('stores a promise’s value, a date as text, and nothing where no result is asked for', async () => {
    expect(await server.variable(await ran('(async () => 7)()'), 'result')).toBe(7);
    expect(await server.variable(await ran('new Date(0)'), 'result')).toBe('1970-01-01T00:00:00.000Z');
    const id = await ran(`execution.setVariable('done', true); () => 1`, {}, '');
    expect(await server.variable(id, 'done')).toBe(true);
  });

  it('keeps to names like __proto__ and constructor', async () => {
    const id = await ran(`execution.setVariable('__proto__', constructor + 1); execution.getVariable('__proto__')`, {
      constructor: 1,
    });
    expect(await server.variable(id, 'result')).toBe(2);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('throws BPMN errors that boundary events catch', async () => {
    for (const name of ['BpmnError', 'org.camunda.bpm.engine.delegate.BpmnError']) {
      const { id, at } = await run(`execution.setVariable('before', 1); throw new ${name}('REFUSED', 'too late')`);
      expect(at).toEqual(['sorry']);
      expect(await server.variable(id, 'why')).toBe('too late');
      expect(await server.variable(id, 'before')).toBe(1);
    }
  });

  it('fails with an incident that can be tried again', async () => {
    const { id, incident, at } = await run(`if (!ready) nothing.there; 'went on'`, { ready: false });
    expect(at).toEqual([]);
    expect(incident?.message).toBe("The script of work failed in line 1: ReferenceError: 'nothing' is not defined");
    accepted(await server.get(RetryIncident).run(server.command(), await server.as('admin'), incident!.id));
    await server.doJobs();
    expect(await server.tasks(id)).toEqual([]);
  });

  it('is tried again as the model says', async () => {
    const cycle =
      '<extensionElements><camunda:failedJobRetryTimeCycle>R2/PT5M</camunda:failedJobRetryTimeCycle></extensionElements>';
    const { id, incident } = await run('nothing', {}, '', cycle);
    expect(incident).toBeUndefined();
    server.clock.advance(300_000);
    await server.doJobs();
    expect(await server.database.reader.find(incidentTable, 'instance_id = ?', [id])).toHaveLength(1);
  });

  it('is not offered to workers outside', async () => {
    const asked = {
      workerId: 'w',
      maxJobs: 1,
      usePriority: false,
      waitFor: 0,
      topics: [{ topic: 'gaita.script', lockDuration: 1 }],
    };
    const answer = await server.get(FetchAndLock).run(await server.as('admin'), asked, new AbortController().signal);
    expect(refusal(answer).message).toBe('Gaita does jobs of topic gaita.script itself.');
  });

  it.each([
    ['an endless loop', 'for (;;);', 'ran longer than 1000 ms'],
    ['an endless loop that catches everything', 'for (;;) try { for (;;); } catch {}', 'ran longer than 1000 ms'],
    ['an endless chain of promises', '(async () => { for (;;) await 0; })()', 'ran longer than 1000 ms'],
    ['a regular expression that explodes', `/(a+)+$/.test('${'a'.repeat(60)}b')`, 'ran longer than 1000 ms'],
    ['an error whose message never ends', 'throw { get message() { for (;;); } }', 'ran longer than 1000 ms'],
    ['a typed array of 100 MB', 'new Uint8Array(1e8).length', 'needed more than 32 MB'],
    ['a growing list', 'const all = []; for (;;) all.push(new Array(1e6).fill(0))', 'was stopped'],
    ['a doubling text', `let s = 'x'; for (;;) s += s`, 'string too long'],
    ['deep recursion', '(function f() { return f() + 1; })()', 'called itself too deeply'],
    ['deep recursion that catches itself', 'function f() { try { return f() + 1; } catch { return f(); } } f()', 'was stopped'],
    ['a result nested too deeply', 'let r = []; for (let i = 0; i < 1e5; i++) r = [r]; r', 'was stopped'],
    [
      'a result nested too deeply for a variable',
      'let r = []; for (let i = 0; i < 200; i++) r = [r]; r',
      'nested more than 100 deep',
    ],
    ['a huge result', `'x'.repeat(2e6)`, 'more than 1000000 characters'],
    ['a promise that nobody keeps', 'new Promise(() => {})', 'waits for a promise that nothing can keep'],
    ['a function', '() => 1', 'holds a function'],
    ['what is no number', '0 / 0', 'is the number NaN'],
    ['a map', 'new Map()', 'no plain one'],
    ['a circle', 'const a = {}; a.a = a; a', 'circular reference'],
    ['a change of how everything is written', 'Object.prototype.toJSON = () => 1; 5', 'changed how values are written'],
    ['Node', 'process.exit(1)', "'process' is not defined"],
    ['modules', `import('node:fs')`, 'could not load module'],
    [
      'the way to Node by constructors',
      `execution.getVariable.constructor('return process')().exit()`,
      "'process' is not defined",
    ],
    ['the network', `fetch('http://localhost')`, "'fetch' is not defined"],
    ['timers', 'setTimeout(() => 1)', "'setTimeout' is not defined"],
    ['the removal of a variable', `execution.removeVariable('x')`, 'Set the variable to null'],
    ['a variable without a name', `execution.setVariable('', 1)`, '1 to 191 characters'],
  ])(
    'stops at %s, while the neighbour goes on',
    async (_what, source, message) => {
      const [hostile, neighbour] = await Promise.all([run(source), ran('1 + 1')]);
      expect(hostile.at).toEqual([]);
      expect(hostile.incident?.message).toContain(message);
      expect(await server.variable(neighbour, 'result')).toBe(2);
    },
    30_000,
  );

  it('listens to the start and end of an element', async () => {
    const listener = (event: string, source: string) =>
      `<camunda:executionListener event="${event}"><camunda:script scriptFormat="javascript">${source}</camunda:script></camunda:executionListener>`;
    await server.deploy(
      smallModel('listened', [
        [
          'work',
          `<userTask id="work" name="Work" camunda:candidateGroups="case-handler"><extensionElements>
             ${listener('start', "execution.setVariable('seen', 'start')")}${listener('end', "execution.setVariable('seen', seen + ' end')")}
           </extensionElements></userTask>`,
        ],
        userTask('look', 'case-handler'),
      ]),
    );
    const id = await server.start('listened');
    expect(await server.tasks(id)).toEqual([]);
    await server.doJobs();
    expect(await server.variable(id, 'seen')).toBe('start');
    accepted(await server.complete((await server.task(id)).id, 'case-handler-1'));
    await server.doJobs();
    expect((await server.task(id)).elementId).toBe('look');
    expect(await server.variable(id, 'seen')).toBe('start end');
  });

  it('pollutes nothing that the next script sees', async () => {
    await run('Array.prototype.map = null; Object.prototype.polluted = 1; JSON.parse = null; ({})');
    expect(await server.variable(await ran('typeof [].map + typeof ({}).polluted'), 'result')).toBe('functionundefined');
  });

  it('is refused at deployment when it cannot be read', async () => {
    const answer = await server.get(DeployModels).run(server.command(), deployment(scripted('broken', 'let a = ;')));
    expect(refusal(answer).message).toContain("The JavaScript cannot be read: line 1: Unexpected token ';'");
  });
});

describe('A server on which JavaScript is off', () => {
  it('refuses it at deployment and says how to turn it on; what was deployed before stops with that sentence', async () => {
    const system = await startDatabaseSystem('SQLite');
    const config = await system.newConfig({ GAITA_MODE: 'demo' });
    const on = await PlayServer.start(config);
    await on.deploy(scripted('early', '1'));
    await on.stop();
    const off = await PlayServer.start(Object.assign(Object.create(config), { scripts: false }));
    try {
      const answer = await off.get(DeployModels).run(off.command(), deployment(scripted('late', '1')));
      expect(refusal(answer).message).toContain('start the server with GAITA_SCRIPTS=on');
      const id = await off.start('early');
      await off.doJobs();
      const [incident] = await off.database.reader.find(incidentTable, 'instance_id = ?', [id]);
      expect(incident?.message).toContain('Set GAITA_SCRIPTS=on and retry');
    } finally {
      await off.stop();
      await system.stop();
    }
  });
});

const deployment = (content: string) => ({
  institution: 'shared',
  name: 'test',
  resources: [{ name: 'model.bpmn', content }],
  filterDuplicates: false,
});
