import type { IncomingHttpHeaders } from 'node:http';
import type { Language } from '@gaita/contracts';
import { languages } from '@gaita/contracts';

/**
 * The language in which a client wants names and texts answered, where it says so: the web app's present language. Not
 * `Accept-Language`, which every browser sends unasked.
 */
export function readerLanguage(headers: IncomingHttpHeaders): Language | undefined {
  return languages.find((language) => language === headers['gaita-language']);
}
