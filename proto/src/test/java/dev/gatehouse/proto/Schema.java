package dev.gatehouse.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.Record;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// All files of schema version 1, and one fully filled example of each message, the same on every
/// run.
final class Schema {

    private Schema() {}

    static Set<FileDescriptor> files() {
        Set<FileDescriptor> all = new LinkedHashSet<>();
        for (FileDescriptor root :
                List.of(
                        Record.getDescriptor().getFile(),
                        Receipt.getDescriptor().getFile(),
                        dev.gatehouse.proto.v1.Alert.getDescriptor().getFile())) {
            add(root, all);
        }
        return all;
    }

    private static void add(FileDescriptor file, Set<FileDescriptor> all) {
        for (FileDescriptor dependency : file.getDependencies()) {
            add(dependency, all);
        }
        all.add(file);
    }

    static SortedMap<String, Descriptor> messages() {
        TreeMap<String, Descriptor> all = new TreeMap<>();
        files().forEach(file ->
                file.getMessageTypes().forEach(type -> all.put(type.getName(), type)));
        return all;
    }

    static List<EnumDescriptor> enums() {
        return files().stream().flatMap(file -> file.getEnumTypes().stream()).toList();
    }

    /// Every field set; of a oneof only the first member, the others have messages (and files) of
    /// their own.
    static DynamicMessage example(Descriptor type) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            if (field.getContainingOneof() != null
                    && field.getContainingOneof().getField(0) != field) {
                continue;
            }
            if (field.isRepeated()) {
                builder.addRepeatedField(field, value(field, 0));
                builder.addRepeatedField(field, value(field, 1));
            } else {
                builder.setField(field, value(field, 0));
            }
        }
        return builder.build();
    }

    private static Object value(FieldDescriptor field, int index) {
        int seed = field.getNumber() * 3 + index;
        return switch (field.getJavaType()) {
            case INT ->
                    field.getType() == FieldDescriptor.Type.SINT32 ? -seed * 1_000 : seed * 1_000;
            case LONG ->
                    field.getType() == FieldDescriptor.Type.SINT64
                            ? -seed * 10_000_000_000L
                            : seed * 10_000_000_000L;
            case FLOAT -> seed / 4f;
            case DOUBLE -> seed / 8d;
            case BOOLEAN -> true;
            case STRING -> field.getName() + "-" + index;
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {(byte) 0xFF, 0, (byte) seed});
            case ENUM ->
                    field.getEnumType().getValues().get(field.getEnumType().getValues().size() - 1);
            case MESSAGE -> example(field.getMessageType());
        };
    }
}
