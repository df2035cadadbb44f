import { expect, it } from '@jest/globals';
import { languages } from '@gaita/contracts';
import type { Language, RegistryView, StartedView, TaskView } from '@gaita/contracts';
import { noForeignWords, wordsOf } from './spoken.ts';
import { accessible, dayFromNow, desk, fits, phone } from './stage.ts';
import type { Stage } from './stage.ts';

interface Setting {
  readonly stage: Stage;
  readonly start: (key: string, businessKey: string) => Promise<TaskView>;
}

const institution = 'dzelmes-novads';
/** Half of the languages on a desk, half on a phone. */
const widthOf = (language: Language) => (['en', 'lt'].includes(language) ? desk : phone);

/** Views, roles and absences: what one person does and another one sees. */
export function peopleInEveryLanguage(the: () => Setting): void {
  it.each(languages)(
    'shows in %s to a colleague the view that somebody shared: their own rows alone (check 4)',
    async (language) => {
      const { stage, start } = the();
      const t = wordsOf(language);
      const [mine, theirs] = [await start('papers', `V-${language}-1`), await start('papers', `V-${language}-2`)];
      await stage.server.ask('front-desk-1', 'POST', `/tasks/${mine.id}/claim`, {});
      await stage.server.ask('front-desk-2', 'POST', `/tasks/${theirs.id}/claim`, {});
      const page = await stage.window('front-desk-1', desk, language);
      await page.goto(`${stage.server.url}/work?q=v-${language}&sort=-case`);
      await page.locator('.inbox-row__number').waitFor();
      await page.getByRole('button', { name: t('inbox.saveView') }).click();
      const dialog = page.getByRole('dialog', { name: t('inbox.saveView') });
      await dialog.getByLabel(t('inbox.viewName')).fill(`V ${language}`);
      await dialog.getByLabel(t('inbox.sharedWith')).selectOption({ label: t('inbox.everybody') });
      await noForeignWords(page, language);
      await accessible(page);
      await dialog.getByRole('button', { name: t('inbox.save') }).click();
      await page.getByRole('link', { name: `V ${language} 1` }).waitFor();
      await page.locator('.inbox-row__number').first().waitFor();
      expect(await page.locator('.inbox-row__number').allTextContents()).toEqual([`V-${language}-1`]);

      const colleague = await stage.window('front-desk-2', widthOf(language), language);
      const { pathname, search } = new URL(page.url());
      await colleague.goto(stage.server.url + pathname + search);
      await colleague.getByRole('link', { name: new RegExp(`^V ${language} \\(.+\\) 1$`) }).waitFor();
      await colleague.locator('.inbox-row__number').first().waitFor();
      expect(await colleague.locator('.inbox-row__number').allTextContents()).toEqual([`V-${language}-2`]);
      await fits(colleague);
      await noForeignWords(colleague, language);
      await accessible(colleague, 'shared view');
    },
  );

  it.each(languages)(
    'shows in %s the tasks of a role as soon as it is given, without a new sign-in (check 5)',
    async (language) => {
      const { stage, start } = the();
      const t = wordsOf(language);
      await start('papers', `G-${language}`);
      const page = await stage.window('survey-analyst-1', widthOf(language), language);
      await page.goto(`${stage.server.url}/work?view=group&q=g-${language}`);
      await page.locator('.empty-state').waitFor();
      await noForeignWords(page, language);
      await stage.server.ask('admin', 'POST', '/registry/assignments', {
        account: 'survey-analyst-1',
        role: 'front-desk',
        institution,
      });
      await page.locator('.inbox-row__number').waitFor();
      await page.getByRole('button', { name: t('task.claimNamed', { task: 'Check the papers' }) }).waitFor();
      await noForeignWords(page, language);
      const { people } = await stage.server.ask<RegistryView>('admin', 'GET', `/registry?institution=${institution}`);
      const held = people.find(({ account }) => account === 'survey-analyst-1')!.roles;
      const { id, revision } = held.find(({ role, state }) => role === 'front-desk' && state === 'now')!;
      await stage.server.ask('admin', 'POST', `/registry/assignments/${id}/end`, { revision });
    },
  );

  it.each(languages)(
    'gives in %s the tasks of somebody absent to the substitute, labelled, but no decision on their own draft (check 10)',
    async (language) => {
      const { stage } = the();
      const t = wordsOf(language);
      const decisionOn = async (businessKey: string, drafter: string) => {
        const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', '/processes/permit/start', { businessKey });
        await stage.server.ask(drafter, 'POST', `/tasks/${(await stage.openTask(instanceId)).id}/complete`, { variables: {} });
        const decision = await stage.openTask(instanceId);
        await stage.server.ask('decision-maker-1', 'POST', `/tasks/${decision.id}/claim`, {});
        return decision;
      };
      const own = await decisionOn(`OWN-${language}`, 'case-handler-1');
      await decisionOn(`OTHER-${language}`, 'case-handler-2');
      const page = await stage.window('decision-maker-1', desk, language);
      await page.goto(`${stage.server.url}/people/me`);
      await page.getByRole('button', { name: t('people.absence.title') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(t('people.absence.from')).fill(dayFromNow(0));
      await dialog.getByLabel(t('people.absence.to')).fill(dayFromNow(2));
      await dialog.getByLabel(t('people.substitute')).selectOption('case-handler-1');
      await dialog.getByRole('link', { name: `decide (OWN-${language})` }).waitFor();
      await noForeignWords(page, language);
      await accessible(page, 'announce an absence: not all goes over');
      await dialog.getByRole('button', { name: t('people.absence.submit') }).click();
      await dialog.waitFor({ state: 'hidden' });

      const substitute = await stage.window('case-handler-1', widthOf(language), language);
      await substitute.goto(`${stage.server.url}/work?view=substitute&q=other-${language}`);
      const row = substitute.getByRole('row').filter({ hasText: `OTHER-${language}` });
      await row.getByText(t.like('inbox.for')).waitFor();
      await fits(substitute);
      await noForeignWords(substitute, language);
      await substitute.goto(`${stage.server.url}/tasks/${own.id}`);
      await substitute.getByText(t('duties.notYou')).waitFor();
      await substitute.getByText(t.like('duties.actedYou', { task: 'draft' })).waitFor();
      expect(await substitute.getByRole('button', { name: t('task.complete'), exact: true }).count()).toBe(0);
      await fits(substitute);
      await noForeignWords(substitute, language);
      await accessible(substitute, 'role conflict');

      await page.getByRole('button', { name: t.like('people.absence.change') }).click();
      for (let asked = 0; asked < 2; asked++)
        await page
          .getByRole('dialog')
          .getByRole('button', { name: t('people.absence.back') })
          .click();
      await page.getByText(t('people.absence.mineNone')).waitFor();
      await noForeignWords(page, language);
    },
  );
}
