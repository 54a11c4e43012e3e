# masthead_embed(OUT FILE...): a source file, made at build time, that holds each FILE as a constant
#   extern const std::string_view <name>;   in namespace masthead::<room>::embedded
# where <name> is the file's name with every byte that no identifier takes as an underscore ("site.css" -> site_css).
# Run as a script (cmake -P) it writes that source file.
if(CMAKE_SCRIPT_MODE_FILE)
  set(source "// Made by cmake/embed.cmake.\n#include <string_view>\n\nnamespace masthead::${ROOM}::embedded {\n")
  foreach(file IN LISTS FILES)
    get_filename_component(name ${file} NAME)
    string(REGEX REPLACE "[^A-Za-z0-9]" "_" name ${name})
    file(READ ${file} hex HEX)
    string(LENGTH "${hex}" size)
    math(EXPR size "${size} / 2")
    string(REGEX REPLACE "(................................................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" hex "${hex}")
    string(REGEX REPLACE "\n" "\"\n    \"" hex "${hex}")
    string(APPEND source "extern const std::string_view ${name};\nconst std::string_view ${name}{\n    \"${hex}\", ${size}};\n")
  endforeach()
  file(WRITE ${OUT} "${source}}  // namespace masthead::${ROOM}::embedded\n")
  return()
endif()

set(MASTHEAD_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(masthead_embed room out)
  set(files ${ARGN})
  list(TRANSFORM files PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DROOM=${room} -DOUT=${out} "-DFILES=${files}" -P ${MASTHEAD_EMBED_SCRIPT}
    DEPENDS ${files} ${MASTHEAD_EMBED_SCRIPT} VERBATIM)
endfunction()
