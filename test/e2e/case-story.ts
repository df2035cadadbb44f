import { expect, it } from '@jest/globals';
import type { StartedView } from '@gaita/contracts';
import { hallCheck, hallFee, hallRequest, hallVariables } from '../support/waiting-case.ts';
import { accessible } from './stage.ts';
import type { Stage } from './stage.ts';

/** A case told to its readers: what it waits for, what was decided and why, what was undone. */
export function caseStory(stage: () => Stage): void {
  it('says in words what a case waits for, what was decided by which rules, and what was undone', async () => {
    const instanceId = await hallCase(stage());
    const page = await stage().window('case-handler-1');
    await page.goto(`${stage().server.url}/cases/${instanceId}`);
    await page.getByText('Waits for the message “fire-service-opinion”').waitFor();
    await page.getByText('Set for 15 Jan 2031').first().waitFor();
    await page.getByText('Waits for data that is still missing').waitFor();
    await page.getByText('undone: Reserve the small hall').waitFor();
    expect(await page.getByText('Technical cause').count()).toBe(0);
    const decision = page.locator('details', { hasText: 'Decision: Fee for the town hall' });
    await decision.locator('summary').click();
    await decision.getByRole('rowheader', { name: 'Rule 2 From a hundred guests on' }).waitFor();
    expect(await decision.getByRole('heading').allTextContents()).toEqual(['Size of the event', 'Fee for the town hall']);
    await decision.getByRole('cell', { name: '5 Dec 2026' }).waitFor();
    await page.getByText('This process has no drawing.').waitFor();
    await accessible(page);
    await page.getByRole('link', { name: 'Safety check of the hall' }).click();
    await page.getByRole('link', { name: 'inspect' }).waitFor();

    const phone = await stage().window('admin', { width: 360, height: 740 });
    await phone.goto(`${stage().server.url}/cases/${instanceId}`);
    for (const summary of ['Technical cause', 'Decision: Fee'])
      await phone.locator('summary', { hasText: summary }).first().click();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await accessible(phone);
  });
}

/** A case that waits for everything at once. */
export async function hallCase({ server }: Stage): Promise<string> {
  for (const [name, resources] of [
    ['hall-check', { 'hall-check.bpmn': hallCheck }],
    ['hall-request', { 'hall-request.bpmn': hallRequest, 'hall-fee.dmn': hallFee }],
  ] as const)
    await server.ask('admin', 'POST', '/deployments', {
      institution: 'shared',
      name,
      resources: Object.entries(resources).map(([file, content]) => ({ name: file, content })),
    });
  const started = await server.ask<StartedView>('case-handler-1', 'POST', '/processes/hall-request/start', {
    businessKey: 'P-HALL',
    variables: hallVariables,
  });
  return started.instanceId;
}
