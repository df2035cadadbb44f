import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttachmentView, StartedView, TasksView, UploadView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { modelFile } from '../support/small-model.ts';
import { browserProgram } from './browser.ts';
import { Stage, comesTrue } from './stage.ts';

/** Each would call `hit` if it ran: as script, as an event of an element, as an address, as a template, out of an attribute. */
const payloads: readonly string[] = [
  `<script>hit()</script>`,
  `<ScRiPt src=//evil.invalid/x.js></sCrIpT>`,
  `<img src=x onerror=hit()>`,
  `<svg onload=hit()>`,
  `<svg><script>hit()</script></svg>`,
  `"><script>hit()</script>`,
  `' onmouseover='hit()' autofocus onfocus='hit()`,
  `</title></textarea></style><script>hit()</script>`,
  `<iframe srcdoc="<script>parent.hit()</script>">`,
  `<a href="javascript:hit()">x</a>`,
  `javascript:hit()`,
  `data:text/html,<script>hit()</script>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=hit()>`,
  `<details open ontoggle=hit()>x</details>`,
  `<style>@import'//evil.invalid/x.css';*{background:url(//evil.invalid/x)}</style>`,
  `<link rel=stylesheet href=//evil.invalid/x.css><base href=//evil.invalid/>`,
  `<form action=//evil.invalid><button autofocus onfocus=hit()>x</button></form>`,
  `{{constructor.constructor('hit()')()}}`,
  '${hit()}#{hit()}<%= hit() %>',
  `<meta http-equiv=refresh content="0;url=javascript:hit()">`,
  `\u202e<img/src=\`x\`onerror=hit()>\u2028<!--`,
];
const places = [
  'process name',
  'process documentation',
  'start label',
  'task label',
  'task documentation',
  'flow label',
  'Latvian label',
  'form label',
  'form description',
  'form text',
  'form option',
  'form translation',
  'business key',
  'variable name',
  'variable value',
  'note',
  'file name',
  'decision annotation',
  'decision output',
  'name of a person',
] as const;

const xml = (text: string) => text.replace(/[&<>"'\u2028]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const model = (key: string, hostile: string) =>
  modelFile(
    key,
    `<documentation>${xml(hostile)}</documentation>
     <startEvent id="start" name="${xml(hostile)}"/>
     <businessRuleTask id="rule" name="${xml(hostile)}" camunda:decisionRef="${key}-decision" camunda:resultVariable="decided" camunda:mapDecisionResult="singleEntry"/>
     <userTask id="look" name="${xml(hostile)}" camunda:candidateGroups="case-handler" camunda:formKey="${key}">
       <documentation>${xml(hostile)}</documentation>
       <extensionElements><gaita:texts><gaita:text lang="lv" name="${xml(hostile)}" documentation="${xml(hostile)}"/></gaita:texts></extensionElements>
     </userTask>
     <endEvent id="end" name="${xml(hostile)}"/>
     <sequenceFlow id="f1" sourceRef="start" targetRef="rule" name="${xml(hostile)}"/>
     <sequenceFlow id="f2" sourceRef="rule" targetRef="look" name="${xml(hostile)}"/>
     <sequenceFlow id="f3" sourceRef="look" targetRef="end" name="${xml(hostile)}"/>`,
  ).replace('isExecutable="true"', `name="${xml(hostile)}" isExecutable="true"`);

const decision = (key: string, hostile: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">
  <decision id="${key}-decision" name="${xml(hostile)}">
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="in" label="${xml(hostile)}"><inputExpression id="ie" typeRef="boolean"><text>true</text></inputExpression></input>
      <output id="out" name="said" label="${xml(hostile)}" typeRef="string"/>
      <rule id="r"><description>${xml(hostile)}</description>
        <inputEntry id="i1"><text>true</text></inputEntry>
        <outputEntry id="o1"><text>${xml(JSON.stringify(hostile))}</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

const form = (key: string, hostile: string) =>
  JSON.stringify({
    type: 'default',
    id: key,
    schemaVersion: 16,
    components: [
      { type: 'text', id: 'said', text: hostile },
      { type: 'textfield', id: 'typed', key: 'typed', label: hostile, description: hostile },
      { type: 'select', id: 'chosen', key: 'chosen', label: 'Choice', values: [{ label: hostile, value: hostile }] },
      { type: 'radio', id: 'radio', key: 'radio', label: 'Radio', values: [{ label: hostile, value: hostile }] },
    ],
  });

/** Before any script of the page: whoever runs `hit`, opens a dialog or is stopped by the policy is found out. */
const detector = `
  window.__caught = [];
  window.hit = () => window.__caught.push('hit');
  for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => window.__caught.push(name);
  document.addEventListener('securitypolicyviolation', (event) => {
    // a library asks whether it may compile code, and does without
    if (event.violatedDirective === 'script-src' && event.blockedURI === 'eval') return;
    // form-js takes markdown apart in a detached element before it cleans it: there the policy is what stops it
    const isForm = location.pathname.startsWith('/tasks/');
    if (isForm && ['script-src-attr', 'base-uri'].includes(event.violatedDirective)) return;
    window.__caught.push(event.violatedDirective + ' ' + event.blockedURI);
  });`;

const describeInBrowser = browserProgram ? describe : describe.skip;

describeInBrowser('Hostile inputs', () => {
  let stage: Stage;
  const caseIds: string[] = [];
  const taskIds: string[] = [];
  const caught: string[] = [];

  beforeAll(async () => {
    stage = await Stage.open();
    for (const [at, hostile] of payloads.entries()) await plant(`hostile-${at}`, hostile);
  }, 600_000);
  afterAll(() => stage?.close());

  async function plant(key: string, hostile: string) {
    const { server } = stage;
    await server.ask('admin', 'POST', '/deployments', {
      name: hostile,
      resources: [
        { name: 'model.bpmn', content: model(key, hostile) },
        { name: 'decision.dmn', content: decision(key, hostile) },
        { name: `${key}.form`, content: form(key, hostile) },
        {
          name: `${key}.texts.json`,
          content: JSON.stringify({ lv: { 'typed.label': hostile, 'said.text': hostile, 'typed.description': hostile } }),
        },
      ],
    });
    const { instanceId } = await server.ask<StartedView>('case-handler-1', 'POST', `/processes/${key}/start`, {
      businessKey: hostile,
      variables: { [hostile]: hostile, applicant: hostile, subject: hostile, typed: hostile },
    });
    caseIds.push(instanceId);
    await server.ask('case-handler-1', 'POST', `/cases/${instanceId}/notes`, { text: hostile });
    await attach(instanceId, hostile);
    const { items } = await server.ask<TasksView>('admin', 'GET', `/tasks?instanceId=${instanceId}`);
    taskIds.push(items[0]!.id);
    await server.ask('admin', 'POST', '/accounts', {
      account: `guest-${key}`,
      name: hostile.replace(/[\u2028\u202e]/g, '').slice(0, 80),
      email: `guest-${key}@example.org`,
      institution: items[0]!.institution,
      language: 'en',
    });
  }

  async function attach(instanceId: string, name: string) {
    const content = 'plain text';
    const { id } = await stage.server.ask<UploadView>('case-handler-1', 'POST', `/cases/${instanceId}/uploads`, {
      name: `${name.replaceAll('/', ' ').slice(0, 150)}.txt`,
      size: content.length,
    });
    const authorization = `Basic ${Buffer.from('case-handler-1:demo').toString('base64')}`;
    const sent = await fetch(`${stage.server.url}/api/v1/uploads/${id}?offset=0`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/octet-stream' },
      body: content,
    });
    expect([sent.status, await sent.clone().text()]).toEqual([200, expect.anything()]);
    await stage.server.ask<AttachmentView>('case-handler-1', 'POST', `/uploads/${id}/finish`, {});
  }

  async function watched(account?: string): Promise<Page> {
    const page = await stage.window(account);
    await page.addInitScript(detector);
    page.on('dialog', (dialog) => {
      caught.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== stage.server.url) caught.push(`request to ${request.url()}`);
    });
    return page;
  }

  async function visit(page: Page, path: string) {
    await page.goto(`${stage.server.url}${path}`, { waitUntil: 'domcontentloaded' });
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
    // what waits for the pointer or the focus gets both
    await page.evaluate(`for (const each of document.querySelectorAll('main *')) {
      each.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      each.dispatchEvent(new Event('toggle'));
    }`);
    for (const found of await page.evaluate<string[]>('window.__caught ?? ["the page was replaced"]'))
      caught.push(`${path}: ${found}`);
    expect(new URL(page.url()).origin).toBe(stage.server.url);
    const foreign = await page.evaluate<string[]>(
      `[...document.querySelectorAll('script:not([src^="/"]):not([type="application/json"]), iframe[srcdoc], base, [href^="javascript:" i], [onerror], [onload], [onfocus], [onmouseover], [ontoggle]')]
        .map((each) => each.outerHTML.slice(0, 120))`,
    );
    for (const each of foreign) caught.push(`${path}: ${each}`);
  }

  async function spread(paths: readonly string[], account: string | undefined, language = 'en', windows = 3) {
    const left = [...paths];
    await Promise.all(
      Array.from({ length: windows }, async () => {
        const page = await watched(account);
        await page.addInitScript(`localStorage['gaita.language'] = '${language}'`);
        for (let path = left.shift(); path !== undefined; path = left.shift()) await visit(page, path);
      }),
    );
  }

  it('are more than two hundred, under a policy that allows no inline script', async () => {
    expect(payloads.length * places.length).toBeGreaterThan(200);
    const policy = (await fetch(`${stage.server.url}/work`)).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'self'|script-src 'self'/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
  });

  it('execute nothing on tasks and cases, in two languages', async () => {
    await spread(
      taskIds.map((id) => `/tasks/${id}`),
      'case-handler-1',
    );
    await spread(
      caseIds.map((id) => `/cases/${id}`),
      'case-handler-1',
      'lv',
    );
    expect(caught.splice(0)).toEqual([]);
  }, 600_000);

  it('execute nothing in lists, in the audit and out of addresses', async () => {
    const lists = ['/work?view=group', '/cases', '/processes', '/people', '/settings', '/accounts', '/people/conflicts'];
    const operations = ['/ops/audit', '/ops/personal-data', `/ops/audit?case=${caseIds[2]}`];
    const addresses = payloads.flatMap((hostile) => {
      const text = encodeURIComponent(hostile);
      return [`/work?view=group&q=${text}&sort=${text}`, `/cases?process=${text}&state=${text}`];
    });
    await spread([...lists, ...addresses], 'case-handler-1');
    await spread([...lists, ...operations], 'admin');
    const returns = payloads.map(
      (hostile) => `/sign-in?return=${encodeURIComponent(hostile)}&failed=${encodeURIComponent(hostile)}`,
    );
    await spread(returns, undefined);
    expect(caught.splice(0)).toEqual([]);
  }, 600_000);

  it('would be noticed if one did', async () => {
    const page = await watched('case-handler-1');
    await visit(page, '/work');
    await page.evaluate(`document.querySelector('main').innerHTML = '<img src=x onerror=hit()>'`);
    await comesTrue(page, 'window.__caught.length > 0');
    expect(await page.evaluate<string[]>('window.__caught')).toEqual(['script-src-attr inline']);
  }, 600_000);
});
