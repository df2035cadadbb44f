/** Arguments for mariadb-dump: what one moment saw, without stopping who writes. */
export const dumpArguments = (url: string): string[] => {
  const { hostname, port, username, pathname } = new URL(url);
  return [
    '--no-defaults',
    `--host=${hostname}`,
    `--port=${port}`,
    `--user=${username}`,
    '--single-transaction',
    '--quick',
    '--hex-blob',
    '--default-character-set=utf8mb4',
    '--skip-comments',
    pathname.slice(1),
  ];
};
