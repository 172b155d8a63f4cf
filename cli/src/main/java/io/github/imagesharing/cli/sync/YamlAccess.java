package io.github.imagesharing.cli.sync;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.cli.files.BareText;
import io.github.imagesharing.cli.files.FileRefusedException;
import io.github.imagesharing.cli.files.TextInput;
import io.github.imagesharing.spi.Printable;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads who is to have access from YAML: image ids with lists of account ids, or regions with such image ids.
 *
 * <p>It answers files of the size of the job, with anchors for the partners that many images have in common, and files made
 * to exhaust a reader. The parser's events are read here, because its own construction refuses more than fifty aliases and
 * has no other measure for a bomb. An alias is the same object again and never a copy, a list within a list is refused, and
 * merge keys are resolved where they stand, so nothing grows beyond the file. Every text stays text, so that an account id
 * does not become a number. Shown by {@code DesiredAccessTest} and {@code LargeFilesTest}.
 *
 * <p>For one file on one thread.
 */
final class YamlAccess {

    private static final String MERGE = "<<";
    private static final int DEEPEST = 20;

    /** The parser copies all it has of a long word or comment each time it reads on, so it must not read on too often. */
    private static final int READ_AT_ONCE = 1 << 20;

    /** Twice what 1,000 images of 500 accounts have. */
    private static final int MOST_VALUES = 1_000_000;

    /** A thousand images in a thousand merge keys. */
    private static final int MOST_MERGED = 1_000_000;

    private sealed interface Value {
        int line();
    }

    private record Text(String text, int line) implements Value {}

    private record Items(List<Value> items, int line) implements Value {}

    private record Entries(Map<String, Entry> entries, int line) implements Value {}

    private record Entry(int line, Value value) {}

    private final String source;
    private final Iterator<Event> events;
    private final Map<Anchor, Value> anchors = new HashMap<>();
    private final IdentityHashMap<Items, Set<AccountId>> lists = new IdentityHashMap<>();
    private final Map<AccountId, AccountId> known = new HashMap<>();
    private int merged;
    private int values;

    private YamlAccess(String source, Iterator<Event> events) {
        this.source = source;
        this.events = events;
    }

    static void read(Reader reader, TextInput text, AccessDraft draft) {
        LoadSettings settings = LoadSettings.builder()
                .setBufferSize(READ_AT_ONCE)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseReader(reader).iterator();
            new YamlAccess(text.source(), events).document(draft);
            if (!text.endsWithALineEnd() && !text.endsWithABracketOrAComment()) {
                throw new FileRefusedException(
                        text.source(),
                        "its last line has no line end: it may have been cut off. If it is whole, end the line");
            }
        } catch (YamlEngineException e) {
            throw refused(text.source(), e);
        }
    }

    private static FileRefusedException refused(String source, YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            Mark at = marked.getProblemMark().get();
            String context = marked.getContext() == null ? "" : marked.getContext() + ": ";
            return new FileRefusedException(source, at.getLine() + 1, Printable.of(context + marked.getProblem()));
        }
        return new FileRefusedException(source, Printable.of(e.getMessage()));
    }

    private void document(AccessDraft draft) {
        events.next();
        Event begin = events.next();
        if (begin.getEventId() == Event.ID.StreamEnd) {
            return;
        }
        if (!(value(events.next(), 0) instanceof Entries all)) {
            throw new FileRefusedException(source, "it must map image ids to lists of account ids");
        }
        events.next();
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw refused(line(after), "a second document begins: give each to a run of its own");
        }
        add(all, "", draft);
    }

    /** Adds the images of a region, and of what is not in a region, the regions in it. */
    private void add(Entries all, String region, AccessDraft draft) {
        all.entries.forEach((key, entry) -> {
            if (isForAnchors(key)) {
                return;
            }
            if (region.isEmpty() && entry.value instanceof Entries images && !key.startsWith("img-")) {
                regional(key, entry.line, draft);
                add(images, key, draft);
                return;
            }
            ImageId image = image(key, entry.line);
            Set<AccountId> wanted = accounts(key, entry.value);
            if (regional(region, entry.line, draft).accounts().putIfAbsent(image, wanted) != null) {
                throw refused(entry.line, "duplicate key " + key + ": it is named with its region and without");
            }
        });
    }

    private AccessDraft.Regional regional(String region, int line, AccessDraft draft) {
        try {
            return draft.in(region);
        } catch (IllegalArgumentException e) {
            throw refused(line, e.getMessage());
        }
    }

    /** As in other programs, such a key holds what is used elsewhere in the file. */
    private static boolean isForAnchors(String key) {
        return key.startsWith("x-") || key.startsWith(".");
    }

    private Value value(Event event, int depth) {
        int line = line(event);
        values++;
        if (values > MOST_VALUES) {
            throw refused(line, "it has more than " + MOST_VALUES + " values; 1,000 images of 500 accounts need fewer");
        }
        if (depth > DEEPEST) {
            throw refused(line, "it is nested too deeply");
        }
        if (event instanceof AliasEvent alias) {
            Value value = anchors.get(alias.getAlias());
            if (value == null) {
                throw refused(line, "*" + alias.getAlias() + " is not defined before this line");
            }
            return value;
        }
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        Value value;
        if (event instanceof SequenceStartEvent) {
            value = items(line, depth);
        } else if (event instanceof MappingStartEvent) {
            value = entries(line, depth);
        } else {
            value = new Text(((ScalarEvent) event).getValue(), line);
        }
        anchor.ifPresent(name -> anchors.put(name, value));
        return value;
    }

    private Items items(int line, int depth) {
        List<Value> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(value(next, depth + 1));
        }
        return new Items(items, line);
    }

    private Entries entries(int line, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<Value> merges = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            boolean merge = next instanceof ScalarEvent key
                    && key.isPlain()
                    && key.getValue().equals(MERGE);
            if (!(value(next, depth + 1) instanceof Text key)) {
                throw refused(line(next), "a key must be an image id");
            }
            Value value = value(events.next(), depth + 1);
            if (merge) {
                merges.add(value);
                continue;
            }
            String name = BareText.of(key.text);
            Entry first = entries.putIfAbsent(name, new Entry(key.line, value));
            if (first != null) {
                throw refused(
                        line(next), "duplicate key " + Printable.of(name) + ": line " + first.line + " has it already");
            }
        }
        merges.forEach(merge -> merge(merge, entries));
        return new Entries(entries, line);
    }

    /** What stands in the mapping itself goes before what is merged, and what is merged first before what follows. */
    private void merge(Value merge, Map<String, Entry> into) {
        List<Value> all = merge instanceof Items list ? list.items : List.of(merge);
        for (Value one : all) {
            if (!(one instanceof Entries more)) {
                throw refused(merge.line(), "<< must have a mapping or a list of mappings");
            }
            merged += more.entries.size();
            if (merged > MOST_MERGED) {
                throw refused(merge.line(), "merge keys merge more than " + MOST_MERGED + " keys");
            }
            more.entries.forEach(into::putIfAbsent);
        }
    }

    private ImageId image(String key, int line) {
        try {
            return ImageId.of(key);
        } catch (IllegalArgumentException e) {
            throw refused(line, e.getMessage() + " (a key that only holds anchors begins with \"x-\" or a dot)");
        }
    }

    private Set<AccountId> accounts(String image, Value value) {
        if (!(value instanceof Items list)) {
            throw refused(
                    value.line(), image + ": it must have a list of account ids, like [1038493875], or [] for nobody");
        }
        Set<AccountId> before = lists.get(list);
        if (before != null) {
            return before;
        }
        Set<AccountId> accounts = new LinkedHashSet<>();
        for (Value item : list.items) {
            if (!(item instanceof Text account)) {
                throw refused(
                        item.line(),
                        image + ": a list or mapping among its accounts; write the account ids themselves");
            }
            try {
                AccountId given = AccountId.of(BareText.of(account.text));
                accounts.add(known.computeIfAbsent(given, first -> given));
            } catch (IllegalArgumentException e) {
                throw refused(item.line(), image + ": " + e.getMessage());
            }
        }
        lists.put(list, accounts);
        return accounts;
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private FileRefusedException refused(int line, @Nullable String problem) {
        return new FileRefusedException(source, line, problem);
    }
}
