import type { AttachmentView, CaseActView, CaseClockEntry, NoteView, OpinionView } from '@gaita/contracts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { useClockStory } from './clock/clock-story.ts';

/** Something beside the steps of a case: a note, a signature, an opinion, an act on the clock. */
export interface Happening {
  readonly key: string;
  readonly at: number;
  readonly title: string;
  readonly by?: string;
  readonly texts?: readonly string[];
}

interface Told {
  readonly clock: readonly CaseClockEntry[];
  readonly notes: readonly NoteView[];
  readonly acts: readonly CaseActView[];
  readonly opinions: readonly OpinionView[];
  readonly files: readonly AttachmentView[];
  /** What the task with this element id is called. */
  readonly taskName: (elementId: string) => string;
}

/** What happened beside the steps, in words of the reader's language. */
export function useHappenings({ clock, notes, acts, opinions, files, taskName }: Told): Happening[] {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const story = useClockStory();
  const as = (name: string, role: string | undefined) => (role === undefined ? name : `${name}, ${roleName(role)}`);
  const asked = [...askedTogether(opinions)].map(([key, together]): Happening => {
    const { askedAt, askedBy, askedByName, elementId, question } = together[0]!;
    const whom = together.map(({ role, askedOf, askedOfName }) =>
      role === undefined ? (askedOfName ?? askedOf ?? '') : roleName(role),
    );
    const asker = askedByName ?? askedBy;
    return {
      key: `asked ${key}`,
      at: askedAt,
      title: t('story.opinionAsked', { task: taskName(elementId), whom: whom.join(', ') }),
      ...(asker !== undefined && { by: asker }),
      texts: question === undefined ? [] : [question],
    };
  });
  const given = opinions.flatMap(({ id, elementId, givenAt, opinion, role, account, name, explanation }): Happening[] =>
    givenAt === undefined
      ? []
      : [
          {
            key: `given ${id}`,
            at: givenAt,
            title: t(`story.opinion.${opinion ?? 'none'}`, { task: taskName(elementId) }),
            by: as(name ?? account ?? '', role),
            texts: explanation === undefined ? [] : [explanation],
          },
        ],
  );
  return [
    ...clock.map((entry, index) => ({
      key: `clock ${index}`,
      at: entry.at,
      title: story(entry),
      ...(entry.by !== undefined && { by: entry.by }),
      texts: [entry.ground, entry.reason, entry.notice].filter((text) => text !== undefined),
    })),
    ...notes
      .filter(({ deleted }) => !deleted)
      .map((note) => ({
        key: note.id,
        at: note.createdAt,
        title: note.contact === undefined ? t('caseFile.note') : t(`caseFile.contacts.${note.contact}`),
        by: note.authorName,
        texts: note.text === '' ? [] : [note.text],
      })),
    ...acts.map(({ key, at, act, name, element, role, reason, to }) => ({
      key,
      at,
      title: t(`story.act.${act}`, { task: element ?? '', to: to ?? '' }),
      by: as(name, role),
      texts: reason === undefined ? [] : [reason],
    })),
    ...files
      .filter(({ deleted }) => !deleted)
      .map(({ id, name, createdAt, uploaderName }) => ({
        key: `file ${id}`,
        at: createdAt,
        title: t('story.document', { name }),
        by: uploaderName,
      })),
    ...asked,
    ...given,
  ];
}

/** Those that were asked at the same moment, by the same person, on the same task. */
function askedTogether(opinions: readonly OpinionView[]): ReadonlyMap<string, readonly OpinionView[]> {
  const groups = new Map<string, OpinionView[]>();
  for (const opinion of opinions) {
    const key = [opinion.elementId, opinion.askedAt, opinion.askedBy, opinion.question].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), opinion]);
  }
  return groups;
}
