-- So that a backup can be restored beside what is there: CREATE DATABASE gaita_<time>
GRANT ALL PRIVILEGES ON `gaita\_%`.* TO 'gaita'@'%';
