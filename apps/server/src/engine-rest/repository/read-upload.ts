import type { Parameters } from '../lists/parameters.ts';
import { asText } from '../lists/parameters.ts';
import { invalidRequest } from '../wire/camunda-error.ts';

/** One file of a multipart form, held in memory. */
export interface UploadedPart {
  readonly fieldname: string;
  readonly originalname: string;
  readonly buffer: Buffer;
}

export interface Upload {
  readonly name: string;
  readonly source?: string;
  readonly tenantId?: string;
  readonly filterDuplicates: boolean;
  readonly resources: readonly { readonly name: string; readonly content: string }[];
}

const largestFile = 2 * 1024 * 1024;

/** File names come in UTF-8; a model larger than 2 MB is not even read. */
export const uploadLimits = {
  defParamCharset: 'utf8',
  limits: { fileSize: largestFile, files: 200, fields: 50, fieldSize: 100_000 },
};

const fieldNames = new Set([
  'deployment-name',
  'deployment-source',
  'deployment-activation-time',
  'enable-duplicate-filtering',
  'deploy-changed-only',
  'tenant-id',
]);

/**
 * The parts of a deployment. Clients name file parts as they like: the file's own name counts.
 * @throws CamundaError 400 for a deployment without files, or a part that is neither a file nor known
 */
export function readUpload(parts: readonly UploadedPart[], fields: Parameters): Upload {
  const text = (name: string): string | undefined => {
    const value = fields[name];
    return value === undefined || value === '' ? undefined : asText(name, value);
  };
  for (const name of Object.keys(fields))
    if (!fieldNames.has(name))
      throw invalidRequest(`No file name found in the deployment resource described by form parameter '${name}'.`);
  if (parts.length === 0) throw invalidRequest('No deployment resources contained in the form upload.');
  const resources = parts.map(({ originalname, buffer }) => ({ name: originalname, content: buffer.toString('utf8') }));
  const names = new Set(resources.map(({ name }) => name));
  if (names.size < resources.length) throw invalidRequest('Two files of the deployment have the same name.');
  const source = text('deployment-source');
  const tenantId = text('tenant-id');
  const name = text('deployment-name') ?? resources[0]!.name;
  const long = [name, source ?? '', ...names].find(({ length }) => length > 500);
  if (long !== undefined) throw invalidRequest(`${long.slice(0, 50)}… is longer than 500 characters.`);
  return {
    name,
    ...(source !== undefined && { source }),
    ...(tenantId !== undefined && { tenantId }),
    // forms and decisions belong to the deployment of their model, so what has not changed goes along with what has
    filterDuplicates: text('enable-duplicate-filtering') === 'true' || text('deploy-changed-only') === 'true',
    resources,
  };
}
