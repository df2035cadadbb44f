const longest = 180;
/** Endings that make a second, misleading one: programs, pages with scripts, archives, shortcuts. */
const acting =
  /^(exe|com|scr|pif|bat|cmd|msi|msp|cpl|dll|sys|drv|jar|js|jse|mjs|vbs|vbe|wsf|wsh|ws|hta|html?|xhtml|svgz?|xml|xsl|php\d?|aspx?|jsp|py|rb|pl|sh|ps1|psm1|lnk|url|reg|inf|scf|iso|img|dmg|zip|rar|7z|gz|tar|bz2|xz|apk|app|docm|xlsm|pptm|dotm|xltm|xlam|ppam|swf)$/;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

export interface FileName {
  /** Without paths, marks that reverse the reading direction, or anything else that is not seen. */
  readonly name: string;
  /** In small letters, without its dot; empty when there is none. */
  readonly extension: string;
  /** `bill.exe.pdf` */
  readonly doubleExtension: boolean;
}

/** A name that a person gave, as it may be shown and stored. */
export function readFileName(given: string): FileName {
  const bare = given
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    // Control, format (direction marks, zero width), private and lone surrogates are not seen; line ends end headers.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const parts = bare.split('.');
  const extension = parts.length > 1 ? (parts.pop() ?? '').toLowerCase().trim() : '';
  const stem = parts.join('.').trim() || 'file';
  const safe = reserved.test(parts[0] ?? '') ? `_${stem}` : stem;
  const short = [...safe].slice(0, longest - extension.length - 1).join('');
  return {
    name: extension === '' ? short : `${short}.${extension}`,
    extension,
    doubleExtension: parts.slice(1).some((part) => acting.test(part.trim().toLowerCase())),
  };
}

/** `Content-Disposition` by RFC 6266: an ASCII name for old readers, the name itself in UTF-8. */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  const ascii =
    name
      .normalize('NFD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["\\%;]/g, '_') || 'file';
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
