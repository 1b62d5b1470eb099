/** Numbers and times for people. */

export function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) {
    return `${days}d ${hours % 24}h`;
  }
  if (hours > 0) {
    return `${hours}h ${minutes % 60}m`;
  }
  return minutes > 0 ? `${minutes}m ${seconds % 60}s` : `${seconds}s`;
}

export function percent(permille) {
  return permille === undefined ? '' : `${(permille / 10).toFixed(1)}%`;
}

export function memory(kilobytes) {
  if (kilobytes === undefined) {
    return '';
  }
  if (kilobytes < 1024) {
    return `${kilobytes} KB`;
  }
  const megabytes = kilobytes / 1024;
  return megabytes < 1024 ? `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB` : `${(megabytes / 1024).toFixed(2)} GB`;
}

let clock; // made when the first is needed, since that takes its time
let day;

export function time(milliseconds, now) {
  clock ??= new Intl.DateTimeFormat(undefined,
    { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  day ??= new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
  const at = new Date(milliseconds);
  const isToday = new Date(now).toDateString() === at.toDateString();
  return isToday ? clock.format(at) : `${day.format(at)} ${clock.format(at)}`;
}

export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
}
