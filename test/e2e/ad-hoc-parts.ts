import { expect, it } from '@jest/globals';
import type { StartedView } from '@gaita/contracts';
import { smallModel, userTask } from '../support/small-model.ts';
import { accessible } from './stage.ts';
import type { Stage } from './stage.ts';

const visit = smallModel('visit', [
  [
    'part',
    `<adHocSubProcess id="part" name="Look around">${userTask('measure', 'case-handler')[1]}${userTask('photograph', 'expert')[1]}</adHocSubProcess>`,
  ],
  userTask('report', 'case-handler'),
]);

/** A part of a case whose steps people choose. */
export function adHocParts(stage: () => Stage): void {
  it('offers the possible next steps of a case, on a phone too, and its part ends when somebody says so', async () => {
    await stage().server.ask('admin', 'POST', '/deployments', {
      institution: 'shared',
      name: 'visit',
      resources: [{ name: 'visit.bpmn', content: visit }],
    });
    const { instanceId } = await stage().server.ask<StartedView>('case-handler-1', 'POST', '/processes/visit/start', {
      businessKey: 'P-VISIT',
    });
    const page = await stage().window('case-handler-1');
    await page.goto(`${stage().server.url}/cases/${instanceId}`);
    await page.getByRole('heading', { name: 'Possible next steps: Look around' }).waitFor();
    await page.getByRole('button', { name: 'Start: measure' }).click();
    await page.getByRole('link', { name: 'measure' }).waitFor();
    await accessible(page);

    const phone = await stage().window('case-handler-1', { width: 360, height: 740 });
    await phone.goto(`${stage().server.url}/cases/${instanceId}`);
    const finish = phone.getByRole('button', { name: 'Finish this part' });
    await finish.waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await accessible(phone);
    await finish.click();
    await phone.getByRole('link', { name: 'report' }).waitFor();
    await phone.getByRole('heading', { name: /^Possible next steps/ }).waitFor({ state: 'detached' });
  });
}
