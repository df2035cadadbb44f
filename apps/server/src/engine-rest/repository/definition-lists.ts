import { decisionTable, definitionTable, deploymentTable } from '../../models/index.ts';
import type { ListOf } from '../lists/filters.ts';
import { after, before, equal, flag, integerEqual, like, oneOf, unsupported } from '../lists/filters.ts';
import { ofOwnInstitutionsAndShared } from '../lists/visible.ts';

export const deploymentList: ListOf<typeof deploymentTable> = {
  table: deploymentTable,
  filters: {
    id: equal('id'),
    name: equal('name'),
    nameLike: like('name'),
    source: equal('source'),
    withoutSource: flag('source IS NULL'),
    after: after('deployed_at'),
    before: before('deployed_at'),
  },
  sorts: { id: 'id', name: 'name', deploymentTime: 'deployed_at', tenantId: 'institution' },
  order: 'deployed_at, id',
  visible: ofOwnInstitutionsAndShared,
};

const common = {
  deploymentId: equal('deployment_id'),
  name: equal('name'),
  nameLike: like('name'),
  version: integerEqual('version'),
  latestVersion: flag('is_latest = 1'),
  resourceName: equal('resource_name'),
  resourceNameLike: like('resource_name'),
};

const commonSorts = { id: 'id', name: 'name', version: 'version', deploymentId: 'deployment_id', tenantId: 'institution' };

export const processDefinitionList: ListOf<typeof definitionTable> = {
  table: definitionTable,
  filters: {
    ...common,
    processDefinitionId: equal('id'),
    processDefinitionIdIn: oneOf('id'),
    key: equal('process_key'),
    keysIn: oneOf('process_key'),
    keyLike: like('process_key'),
    active: flag('suspended = 0'),
    suspended: flag('suspended = 1'),
    versionTag: equal('version_tag'),
    versionTagLike: like('version_tag'),
    withoutVersionTag: flag('version_tag IS NULL'),
    startableBy: unsupported,
    incidentId: unsupported,
  },
  sorts: { ...commonSorts, key: 'process_key', category: 'id', versionTag: 'version_tag' },
  order: 'process_key, version, id',
  visible: ofOwnInstitutionsAndShared,
};

export const decisionDefinitionList: ListOf<typeof decisionTable> = {
  table: decisionTable,
  filters: {
    ...common,
    decisionDefinitionId: equal('id'),
    decisionDefinitionIdIn: oneOf('id'),
    key: equal('decision_key'),
    keyLike: like('decision_key'),
  },
  sorts: { ...commonSorts, key: 'decision_key', category: 'id' },
  order: 'decision_key, version, id',
  visible: ofOwnInstitutionsAndShared,
};
