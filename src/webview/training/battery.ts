/** As much of the battery's state as is asked for; the standard's own types are not in TypeScript's library. */
interface Battery extends EventTarget {
  readonly charging: boolean;
}

interface BatteryNavigator {
  readonly getBattery?: () => Promise<Battery>;
}

/** Tells whether the machine runs on battery, now and whenever that changes; nothing where it cannot be known. */
export function watchBattery(onChange: (onBattery: boolean) => void): void {
  const { getBattery } = navigator as unknown as BatteryNavigator;
  getBattery?.call(navigator).then(
    (battery) => {
      const tell = (): void => {
        onChange(!battery.charging);
      };
      battery.addEventListener('chargingchange', tell);
      tell();
    },
    // A page that may not know goes without the line.
    () => undefined,
  );
}
