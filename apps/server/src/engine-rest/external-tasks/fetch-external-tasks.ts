import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { AccessLog } from '../../audit/index.ts';
import type { Actor } from '../../identity/index.ts';
import { administers, Institutions } from '../../identity/index.ts';
import type { TopicRequest } from '../../jobs/index.ts';
import { FetchAndLock } from '../../jobs/index.ts';
import { Definitions, definitionTable } from '../../models/index.ts';
import { Database } from '../../platform/database/database.ts';
import { refusal } from '../wire/camunda-error.ts';
import { Tenants } from '../wire/tenants.ts';
import { lockedTaskView } from './external-task-views.ts';
import type { FetchBody, TopicBody } from './fetch-body.ts';

/** Gives a worker of Camunda the jobs of its topics. */
@Injectable()
export class FetchExternalTasks {
  constructor(
    private readonly fetchAndLock: FetchAndLock,
    private readonly definitions: Definitions,
    private readonly database: Database,
    private readonly institutions: Institutions,
    private readonly tenants: Tenants,
    private readonly accessLog: AccessLog,
  ) {}

  async run(actor: Actor, body: FetchBody, stop: AbortSignal) {
    const fetched = await this.fetchAndLock.run(
      actor,
      {
        workerId: body.workerId,
        maxJobs: body.maxTasks,
        usePriority: body.usePriority,
        topics: await Promise.all(body.topics.map((topic) => this.topicRequest(actor, topic))),
        waitFor: body.asyncResponseTimeout,
      },
      stop,
    );
    if (isRejection(fetched)) throw refusal(fetched);
    const jobs = fetched.map(({ job }) => job);
    this.accessLog.sawValues(actor, 'external-task', { topics: [...new Set(jobs.map(({ topic }) => topic))] }, jobs);
    const tenantOf = await this.tenants.reader();
    return Promise.all(
      fetched.map(async (one) => {
        const topic = body.topics.find(({ topicName }) => topicName === one.job.topic);
        return lockedTaskView(one, await this.definitions.byId(one.job.definitionId), tenantOf(one.job.institution), {
          variables: topic?.variables ?? undefined,
          deserializeValues: topic?.deserializeValues ?? false,
          includeExtensionProperties: topic?.includeExtensionProperties ?? false,
        });
      }),
    );
  }

  private async topicRequest(actor: Actor, topic: TopicBody): Promise<TopicRequest> {
    const definitionIds = await this.definitionIds(topic);
    const processKeys = given(topic.processDefinitionKey, topic.processDefinitionKeyIn);
    const institutions = await this.institutionsOf(actor, topic);
    return {
      topic: topic.topicName,
      lockDuration: topic.lockDuration,
      ...(typeof topic.businessKey === 'string' && { businessKey: topic.businessKey }),
      ...(processKeys && { processKeys }),
      ...(definitionIds && { definitionIds }),
      ...(institutions && { institutions }),
    };
  }

  /** By id, or by version tag, or both. */
  private async definitionIds(topic: TopicBody): Promise<readonly string[] | undefined> {
    const ids = given(topic.processDefinitionId, topic.processDefinitionIdIn);
    const tag = topic.processDefinitionVersionTag;
    if (typeof tag !== 'string') return ids;
    const tagged = await this.database.reader.find(definitionTable, 'version_tag = ?', [tag]);
    return tagged.map(({ id }) => id).filter((id) => ids === undefined || ids.includes(id));
  }

  private async institutionsOf(actor: Actor, { tenantIdIn, withoutTenantId }: TopicBody): Promise<readonly string[] | undefined> {
    if (!tenantIdIn && !withoutTenantId) return undefined;
    const first = withoutTenantId ? await this.institutions.findDefault() : undefined;
    return [...(tenantIdIn ?? []), ...(first ? [first.id] : [])].filter((institution) => administers(actor, institution));
  }
}

function given(one: string | null | undefined, several: readonly string[] | null | undefined): readonly string[] | undefined {
  if (typeof one !== 'string') return several ?? undefined;
  return !several || several.includes(one) ? [one] : [];
}
