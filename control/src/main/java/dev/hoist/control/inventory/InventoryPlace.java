package dev.hoist.control.inventory;

import dev.hoist.kernel.inventory.InventoryLoader;
import java.nio.file.Path;

/** Where targets are registered, and who understands it. */
public record InventoryPlace(Path file, InventoryLoader loader) {}
