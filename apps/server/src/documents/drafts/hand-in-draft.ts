import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { recordAct } from '../../audit/index.ts';
import type { Decision, StartingCase } from '../../instances/index.ts';
import { StartParts } from '../../instances/index.ts';
import { Database } from '../../platform/database/database.ts';
import { Ids } from '../../platform/ids.ts';
import type { Table } from '../../platform/database/table.ts';
import type { Guard } from '../../platform/write-plan.ts';
import { attachmentTable, draftTable, uploadTable } from '../tables.ts';
import { draftId, draftPlace, startKey } from './draft-subject.ts';

/**
 * A case that is started from a draft takes over what was attached to it, also what is still on its way, and the draft goes: all in the
 * commit that starts the case.
 */
@Injectable()
export class HandInDraft implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
    private readonly starts: StartParts,
  ) {}

  onModuleInit(): void {
    this.starts.register((starting) => this.run(starting));
  }

  async run({ actor, request, loaded }: StartingCase): Promise<Decision<unknown> | undefined> {
    const { personId, account } = actor;
    const { id: instanceId, institution, processKey } = loaded.row;
    if (!request.fromDraft || personId === undefined) return undefined;
    const { reader } = this.database;
    const place = draftPlace(personId, processKey);
    const documents = await reader.find(attachmentTable, 'instance_id = ? AND deleted_at IS NULL', [place], { orderBy: 'id' });
    const uploads = await reader.find(uploadTable, 'instance_id = ?', [place], { orderBy: 'id' });
    const draft = await reader.byId(draftTable, draftId(personId, startKey(processKey)));
    const guardOf = (table: Table, { id, revision }: { readonly id: string; readonly revision: number }): Guard => ({
      ...{ table, id, revision },
      mode: 'write',
    });
    return {
      guards: [...documents.map((row) => guardOf(attachmentTable, row)), ...uploads.map((row) => guardOf(uploadTable, row))],
      change: (planned) => {
        for (const row of documents) {
          planned.revise(attachmentTable, row, { instanceId, institution, createdAt: loaded.now });
          recordAct(planned, {
            ...{ id: this.ids.next(), at: loaded.now, account, institution },
            act: 'document-added',
            object: { type: 'document', id: row.id, instanceId },
          });
        }
        for (const row of uploads) planned.revise(uploadTable, row, { instanceId, institution });
        if (draft) planned.delete(draftTable, draft.id);
      },
      answer: () => undefined,
    };
  }
}
