import type { INestApplicationContext } from '@nestjs/common';
import type { Language } from '@gaita/contracts';
import { demoInstitutions, People } from '../identity/index.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import { Erasures, LegalHolds } from '../privacy/index.ts';

const heldProcess = 'permit-tree-felling';
/** By position of the institution: its data protection officer, and somebody who has left. */
const guards = [
  { officer: 'data-protection-officer-1', leaver: 'survey-analyst-2' },
  { officer: 'data-protection-officer-3', leaver: 'survey-analyst-4' },
];
/** Read by no native speaker yet. */
const holdReason: Readonly<Record<Language, string>> = {
  en: 'The decision is disputed before the court.',
  lv: 'Lēmums ir pārsūdzēts tiesā.',
  lt: 'Sprendimas apskųstas teismui.',
  bg: 'Решението е обжалвано пред съда.',
};
const erasureReason: Readonly<Record<Language, string>> = {
  en: 'No longer employed here.',
  lv: 'Darba attiecības ir beigušās.',
  lt: 'Darbo santykiai pasibaigė.',
  bg: 'Трудовото правоотношение е прекратено.',
};

/** A legal hold on the demo's first permit of each institution, and an erasure that waits for an administrator. */
export async function guardPersonalData(server: INestApplicationContext): Promise<void> {
  const people = server.get(People);
  for (const [at, { id, language }] of demoInstitutions.entries()) {
    const { officer, leaver } = guards[at]!;
    const person = await people.byAccount(officer);
    const where = 'institution = ? AND process_key = ?';
    const held = await server.get(Database).reader.findOne(historyInstanceTable, where, [id, heldProcess], 'started_at, id');
    if (!person || !held) continue;
    const actor = await people.actorOf(person, 'basic');
    const command = (what: string) => ({ id: `demo-${what}-${at + 1}`, account: officer });
    await server.get(LegalHolds).set(command('hold'), actor, { case: held.id, reason: holdReason[language] });
    const request = { kind: 'staff' as const, identifier: leaver, reason: erasureReason[language] };
    await server.get(Erasures).decide(command('erasure'), actor, request);
  }
}
